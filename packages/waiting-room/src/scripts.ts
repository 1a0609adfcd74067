import { readFileSync } from 'node:fs';
import type { ClientContext, Result } from 'ioredis';
import type { AgentClaimReply } from './agent-seats.ts';
import type { Publication } from './availability-board.ts';
import type { CallReply } from './call.ts';
import type { ClaimReply } from './claimed.ts';
import type { JoinReply } from './joined.ts';
import type { InspectReply } from './line-guard.ts';
import type { StatusReply } from './line-status.ts';
import type { BeginReply } from './lobby-draw.ts';
import type { NightReply } from './night-board.ts';
import type { RedisConnection } from './redis-connection.ts';
import type { OpenReply, Received } from './request-board.ts';
import type { ReseatReply } from './reseated.ts';
import type { SessionEndsReply } from './session-ends.ts';
import type { StandingReply } from './standing.ts';

/** Command → its file in `lua/`, whose name ends in the number of keys. */
const SCRIPTS = {
  linePublishWindow: 'publish-window-2',
  lineJoin: 'join-3',
  lineClaim: 'claim-6',
  lineClaimAgentSeat: 'claim-agent-seat-5',
  lineReleaseAgentSeat: 'release-agent-seat-1',
  lineFinish: 'finish-4',
  lineCallNext: 'call-next-4',
  lineReadStanding: 'read-standing-4',
  lineReadStatus: 'read-status-2',
  lineReadNight: 'read-night-5',
  lineSetRemaining: 'set-remaining-1',
  lineRaiseCeiling: 'raise-ceiling-1',
  lineHoldLease: 'hold-lease-1',
  linePublishAvailability: 'publish-availability-5',
  lineReleaseLease: 'release-lease-1',
  lineReceiveRequest: 'receive-request-2',
  linePublishOutcomes: 'publish-outcomes-3',
  lineListOpenRequests: 'list-open-requests-1',
  lineForgetRequests: 'forget-requests-2',
  lineKeepDraft: 'keep-draft-2',
  lineAskTurnText: 'ask-turn-text-2',
  linePutConsent: 'put-consent-1',
  lineReopen: 'reopen-1',
  lineFindPlace: 'find-place-3',
  lineBeginDraw: 'begin-draw-2',
  lineReadLobby: 'read-lobby-1',
  lineSeatDrawn: 'seat-drawn-2',
  lineFinishDraw: 'finish-draw-2',
  lineInspect: 'inspect-line-2',
  lineRebuild: 'rebuild-line-2',
  lineReseat: 'reseat-4',
  lineRestoreFinished: 'restore-finished-1',
  lineNoteSessionEnds: 'note-session-ends-1',
  lineReadSessionEnds: 'read-session-ends-1',
} as const;

/** `lua/` lies beside both `src/` and `dist/`. */
const FOLDER = new URL('../lua/', import.meta.url);
const INCLUDE = /^-- include: ([a-z-]+)$/gm;

const sources = Object.entries(SCRIPTS).map(([command, file]) => ({
  command,
  lua: read(file).replaceAll(INCLUDE, (_line, name: string) => read(`include/${name}`)),
  numberOfKeys: Number(file.slice(file.lastIndexOf('-') + 1)),
}));

function read(file: string): string {
  return readFileSync(new URL(`${file}.lua`, FOLDER), 'utf8');
}

/** Teaches a connection the scripts of the line. Doing it twice is harmless. */
export function defineScripts(redis: RedisConnection): void {
  for (const { command, lua, numberOfKeys } of sources) redis.defineCommand(command, { lua, numberOfKeys });
}

type Text = string | number;
type Flag = 0 | 1;

declare module 'ioredis' {
  interface RedisCommander<Context extends ClientContext> {
    linePublishWindow(door: string, line: string, ...values: Text[]): Result<Flag, Context>;
    lineJoin(door: string, line: string, places: string, ...personKeys: string[]): Result<JoinReply, Context>;
    lineClaim(...keysNumberPersonAndPause: [...SixKeys, Text, string, number]): Result<ClaimReply, Context>;
    lineClaimAgentSeat(
      ...keysNumberAndPerson: [
        door: string,
        line: string,
        seats: string,
        finished: string,
        places: string,
        number: Text,
        personKey: string,
      ]
    ): Result<AgentClaimReply, Context>;
    lineReleaseAgentSeat(seats: string, number: Text, expiresAtMs: Text): Result<Flag, Context>;
    lineFinish(...keysAndNumbers: [...FourKeys, ...Text[]]): Result<number, Context>;
    lineCallNext(...keysGraceAndPace: [...FourKeys, Text, Text]): Result<CallReply | null, Context>;
    lineReadStanding(...keysAndNumbers: [...FourKeys, ...Text[]]): Result<StandingReply | null, Context>;
    lineReadStatus(door: string, line: string): Result<StatusReply, Context>;
    lineReadNight(
      door: string,
      line: string,
      seats: string,
      agentSeats: string,
      finished: string,
    ): Result<NightReply, Context>;
    lineSetRemaining(door: string, remaining: Text): Result<Flag, Context>;
    lineRaiseCeiling(door: string, ceiling: Text, epoch: Text): Result<number | null, Context>;
    lineHoldLease(
      lease: string,
      holder: string,
      ttlMs: Text,
      take: Flag,
    ): Result<[held: Flag, livesMs: number], Context>;
    lineReleaseLease(lease: string, holder: string): Result<Flag, Context>;
    linePublishAvailability(...keysAndValues: [...FiveKeys, ...Text[]]): Result<Publication, Context>;
    lineReceiveRequest(
      ...keysIdFingerprintPersonTtlAndTakingIn: [
        request: string,
        open: string,
        requestId: string,
        fingerprint: string,
        personKey: string,
        ttlMs: Text,
        takingInMs: Text,
      ]
    ): Result<Received['outcome'], Context>;
    linePublishOutcomes(
      open: string,
      requests: string,
      endings: string,
      ttlMs: Text,
      countedMs: Text,
      ...idsWindowsEndingsAndOutcomes: string[]
    ): Result<number, Context>;
    lineListOpenRequests(open: string, olderThanMs: Text, limit: Text): Result<OpenReply, Context>;
    lineForgetRequests(
      open: string,
      requests: string,
      lookedAtMs: Text,
      ...requestIds: string[]
    ): Result<number, Context>;
    lineKeepDraft(draft: string, count: string, value: string, ttlMs: Text, most: Text): Result<Flag, Context>;
    lineAskTurnText(
      ...keysNumberRecipientMostAndTtl: [
        texts: string,
        order: string,
        number: Text,
        recipient: string,
        most: Text,
        ttlMs: Text,
      ]
    ): Result<Flag, Context>;
    linePutConsent(consent: string, value: string, expiresAtMs: Text, ended: string): Result<Flag, Context>;
    lineReopen(finished: string, number: Text): Result<Flag, Context>;
    lineInspect(door: string, line: string): Result<InspectReply | null, Context>;
    lineRebuild(door: string, line: string, ...values: Text[]): Result<Flag, Context>;
    lineReseat(
      ...keysAndTicket: [...FourKeys, number: Text, epoch: Text, personKey: string]
    ): Result<ReseatReply, Context>;
    lineRestoreFinished(finished: string, ...numbers: number[]): Result<number, Context>;
    lineNoteSessionEnds(
      ends: string,
      keptFromMs: Text,
      part: 'some' | 'begin' | 'end',
      writer: string,
      ...personsAndInstants: Text[]
    ): Result<Flag, Context>;
    lineReadSessionEnds(ends: string, sinceMs: Text, limit: Text): Result<SessionEndsReply, Context>;
    lineFindPlace(door: string, line: string, places: string, personKey: string): Result<number | null, Context>;
    lineBeginDraw(door: string, line: string, holder: string, ttlMs: Text): Result<BeginReply, Context>;
    lineReadLobby(places: string, firstBucket: Text, lastBucket: Text): Result<string, Context>;
    lineSeatDrawn(line: string, places: string, ...holderTtlFirstAndPeople: Text[]): Result<Flag, Context>;
    lineFinishDraw(
      door: string,
      line: string,
      holder: string,
      drawn: Text,
      seed: string,
      entriesDigest: string,
    ): Result<Flag, Context>;
  }
}

type FourKeys = [door: string, line: string, third: string, fourth: string];
type FiveKeys = [lease: string, snapshot: string, sites: string, municipalities: string, slots: string];
type SixKeys = [door: string, line: string, seats: string, called: string, finished: string, places: string];
