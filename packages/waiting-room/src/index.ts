export { type AgentClaimed, type AgentSeat, AgentSeats } from './agent-seats.ts';
export {
  AvailabilityBoard,
  type AvailabilityPart,
  type Publication,
  type SnapshotMark,
} from './availability-board.ts';
export type { Call } from './call.ts';
export type { Claimed } from './claimed.ts';
export { ConsentBoard, type ConsentInForce, type DelegatedSeat, type FoundConsent } from './consent-board.ts';
export { DraftBoard, type StoredDraft } from './draft-board.ts';
export { EndedSessions } from './ended-sessions.ts';
export { WINDOW_KEPT_MS } from './forget-window.ts';
export type { Joined } from './joined.ts';
export { type FoundLine, LineGuard, type LineHealth, type LineProgress, type Rebuilding } from './line-guard.ts';
export type { LineStatus } from './line-status.ts';
export { LobbyDraw, type LobbyDrawn } from './lobby-draw.ts';
export { NightBoard, type NightStatus } from './night-board.ts';
export { type LeaseState, OutflowLease } from './outflow-lease.ts';
export { FIRST_EPOCH, type PublishedWindow } from './published-window.ts';
export type { RedisConnection } from './redis-connection.ts';
export { type OpenRequests, type PostedRequest, type Received, RequestBoard } from './request-board.ts';
export type { Reseated } from './reseated.ts';
export { RollBoard, type RollMark } from './roll-board.ts';
export { RollDigests } from './roll-digests.ts';
export { type RollStanding, RollsInMemory } from './rolls-in-memory.ts';
export { type SessionEnd, SessionEnds } from './session-ends.ts';
export type { Standing } from './standing.ts';
export { type NightRecord, StatisticsBoard } from './statistics-board.ts';
export { TurnTextBoard, type TurnTextRecipient } from './turn-text-board.ts';
export { UnreadableRecord } from './unreadable-record.ts';
export { type CallOptions, COME_AGAIN_SECONDS, WaitingRoom } from './waiting-room.ts';
