import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ResourceStack } from '@sunbeon/service-kit';
import { mintSessions } from '@sunbeon/synthetic';
import { z } from 'zod';
import { Chance } from '../chance.ts';
import { Browser, nowMs } from './browser.ts';
import { CarrierLog } from './carrier-log.ts';
import { checkEvidence } from './check-evidence.ts';
import type { Stage } from './citizen.ts';
import { sendCrowd } from './crowd.ts';
import { messagesInFlight, notReady } from './everything-ready.ts';
import { describeFault, type Fault } from './fault-plan.ts';
import { History } from './history.ts';
import { type House, type HouseOptions, openHouse } from './house.ts';
import { COHORT, scheduleNights } from './nights.ts';
import { outboxDrained, readRows } from './read-rows.ts';
import { type ChaosReport, reportOf, type Strike } from './report.ts';
import { strike } from './strike.ts';

export interface ChaosOptions extends Omit<HouseOptions, 'onNotice'> {
  readonly seed: number;
  readonly faults: readonly Fault[];
  /** New people for each night. */
  readonly people: number;
  /** From one opening to the next. */
  readonly nightEveryMs: number;
  /** How long everybody may take once everything is healed, and then the outbox. */
  readonly patienceMs: number;
  /**
   * Makes messages due that wait for a dead notifier's claim to lapse, once no notifier has any in hand: the same as
   * waiting a minute.
   */
  readonly hurryMessages: boolean;
  /** Told one line at a time. */
  readonly say: (line: string) => void;
}

/** Time for the early ones to try in vain, and for slots to be shown. */
const FIRST_OPENS_AFTER_MS = 4_000;
const ARRIVE_WITHIN_SHARE = 0.6;
/** A release waits for what it replaces to be well: on a busy machine it lasts so much longer than planned, and people come meanwhile. */
const RELEASE_MARGIN_MS = 60_000;

/** Lives through nights of faults on a stack of its own and compares what everybody was told with what is there. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, faults, dataDir, say } = options;
  await using held = new ResourceStack();
  const house = held.use(await openHouse({ ...options, onNotice: say }));
  const history = held.use(new History(join(dataDir, 'history.jsonl')));
  const carrierLog = held.use(new CarrierLog(house.stack.sandboxUrl));
  const browser = held.use(new Browser(house.stack.gateUrl));
  const patience = new AbortController();
  // Everybody who waits listens.
  setMaxListeners(0, patience.signal);
  const mayChange = await letsPeopleChange(house, browser);
  const chance = new Chance(seed);
  const stage: Stage = { browser, history, chance, patience: patience.signal, mayChange };

  const startedAtMs = nowMs();
  const firstOpensAtMs = startedAtMs + FIRST_OPENS_AFTER_MS;
  const { people, nightEveryMs } = options;
  const lastFaultMs = (faults.at(-1)?.atMs ?? 0) + (faults.some(isReplacement) ? RELEASE_MARGIN_MS : 0);
  const count = Math.max(1, Math.ceil(lastFaultMs / nightEveryMs));
  const nights = await scheduleNights(house, { count, people, firstOpensAtMs, everyMs: nightEveryMs });
  say(`${count} nights of ${people} people, ${faults.length} faults${mayChange ? ', with second thoughts' : ''}`);
  const arriveWithinMs = nightEveryMs * ARRIVE_WITHIN_SHARE;
  const { secrets } = house.stack;
  const crowd = sendCrowd(stage, { secrets, nights, people, arriveWithinMs });
  const strikes = await inflict(house, faults, firstOpensAtMs, say);
  await heal(house, say);
  const healedAtMs = nowMs();
  say('everything is healed; the last ones finish');
  const limit = setTimeout(() => patience.abort(), Math.max(0, lastOpening(nights) - nowMs()) + options.patienceMs);
  await crowd;
  clearTimeout(limit);
  const drained = await drain(house, options);
  say(drained ? 'the last message has gone out' : 'some messages did not go out');

  const rows = await readRows(house.postgres.url);
  const log = await carrierLog.close();
  const findings = checkEvidence({ history: history.entries, rows, carrierLog: log });
  const seconds = { faults: (healedAtMs - firstOpensAtMs) / 1_000, all: (nowMs() - startedAtMs) / 1_000 };
  return reportOf({ seed, strikes, history: history.entries, rows, carrierLog: log, findings, seconds });
}

function lastOpening(nights: readonly { readonly opensAtMs: number }[]): number {
  return nights.at(-1)?.opensAtMs ?? 0;
}

/** Lets every fault happen at its instant, whatever the others are doing; resolves with what came of each, once all are over. */
async function inflict(
  house: House,
  faults: readonly Fault[],
  startMs: number,
  say: (line: string) => void,
): Promise<Strike[]> {
  // A release goes on when what it has replaced is well.
  let released: Promise<unknown> = Promise.resolve();
  return Promise.all(
    faults.map(async (fault, index) => {
      await pause(Math.max(0, startMs + fault.atMs - nowMs()));
      const happen = (): Promise<Strike> => strikeOnce(house, fault, index + 1, say);
      if (!isReplacement(fault)) return happen();
      const replaced = released.then(happen);
      released = replaced;
      return replaced;
    }),
  );
}

async function strikeOnce(house: House, fault: Fault, number: number, say: (line: string) => void): Promise<Strike> {
  say(`${(fault.atMs / 1_000).toFixed(1).padStart(7)} s  #${number}  ${describeFault(fault)}`);
  const fromMs = nowMs();
  const hit = await strike(house, fault);
  if (!hit) say(`         #${number} hit nobody`);
  return { fault, hit, fromMs, untilMs: nowMs() };
}

function isReplacement({ kind }: Fault): boolean {
  return kind === 'replace';
}

async function heal(house: House, say: (line: string) => void): Promise<void> {
  for (const wire of Object.values(house.wires)) wire.heal();
  // The checker will tell whom that left waiting.
  for (const url of await notReady(house)) say(`not ready again: ${url}`);
}

async function drain(house: House, { patienceMs, hurryMessages }: ChaosOptions): Promise<boolean> {
  return outboxDrained(house.postgres.url, {
    withinMs: patienceMs,
    async hurry(client) {
      if (!hurryMessages || (await messagesInFlight(house)) > 0) return;
      await client.query(
        `UPDATE message SET next_attempt_at = clock_timestamp()
         WHERE state = 'queued' AND next_attempt_at > clock_timestamp()`,
      );
    },
  });
}

const anythingSchema = z.unknown();

/** Whether bookings can be cancelled at this gate: a booking nobody has is unknown to it, and not its address. */
async function letsPeopleChange({ stack }: House, browser: Browser): Promise<boolean> {
  for await (const [somebody] of mintSessions(stack.secrets, { count: 1, ...COHORT })) {
    const answer = await browser.ask({
      method: 'DELETE',
      path: `/v1/bookings/${randomUUID()}`,
      schema: anythingSchema,
      ...(somebody === undefined ? {} : { bearer: somebody.session }),
    });
    return !answer.ok && answer.code === 'booking-unknown';
  }
  return false;
}
