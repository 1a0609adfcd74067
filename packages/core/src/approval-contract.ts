import { z } from 'zod';
import { windowIdSchema } from './booking.ts';
import { freeText } from './free-text.ts';
import { pageOf, pageQuery } from './page-contract.ts';
import type { StaffRole } from './staff-account-contract.ts';
import { closeSiteBodySchema, siteIdSchema } from './staff-bookings-contract.ts';
import { moveWindowBodySchema } from './staff-contract.ts';

/* What cannot be undone is done by two people: one asks, another approves. Nobody approves what they asked for. */

/** How long somebody may take to decide; and how long what was approved may be made use of, where that is up to the asker. */
export const APPROVAL_HOURS = 1;
/** Requests of one person that wait for a decision at the same time. */
export const MAX_AWAITING_APPROVALS = 20;
/** An opening that is nearer than this is moved by two. */
export const NEAR_OPENING_MS = 3_600_000;

/** What takes two people. */
export const approvalActions = ['window.move', 'site.close', 'people.export'] as const;
export type ApprovalAction = (typeof approvalActions)[number];

/** Which roles the second person may have. */
const approvers: Readonly<Record<ApprovalAction, readonly StaffRole[]>> = {
  'window.move': ['admin', 'operator'],
  'site.close': ['admin'],
  'people.export': ['admin'],
};

/** Whether somebody with this role may be the second person. */
export function mayApprove(action: ApprovalAction, role: StaffRole): boolean {
  return approvers[action].includes(role);
}

/** Which roles may ask for it; a clinic for its own site alone. */
const askers: Readonly<Record<ApprovalAction, readonly StaffRole[]>> = {
  'window.move': ['admin', 'operator'],
  'site.close': ['admin', 'operator', 'clinic'],
  'people.export': ['admin', 'operator'],
};

/** Whether somebody with this role, at this site, may ask for it still. */
export function mayAsk(
  { action, subject }: { readonly action: ApprovalAction; readonly subject: string },
  { role, siteId }: { readonly role: StaffRole; readonly siteId: string | null },
): boolean {
  return askers[action].includes(role) && (role !== 'clinic' || siteId === subject);
}

/**
 * `awaiting` a decision → `done` (approved and carried out), `failed` (approved, and impossible by then), `approved` (the
 * asker may go ahead for an hour), `refused`, `withdrawn` by the asker, or `lapsed`.
 */
export const approvalStates = ['awaiting', 'approved', 'refused', 'withdrawn', 'lapsed', 'done', 'failed'] as const;
export type ApprovalState = (typeof approvalStates)[number];

const instant = z.iso.datetime();
const count = z.int().min(0);

/** What is carried out, as it was asked for. */
const bodies = {
  'window.move': moveWindowBodySchema,
  'site.close': closeSiteBodySchema,
  'people.export': z.strictObject({ window: windowIdSchema.nullable() }),
};

/** What it will do, as it stood when it was asked for: the page says it in words. */
const effects = {
  'window.move': z.object({
    title: z.string(),
    /** The opening that was in force; where another one is by then, nothing is moved. */
    from: instant,
    to: instant,
    /** Numbers given so far; `null` while the line cannot be asked. */
    issued: count.nullable(),
  }),
  'site.close': z.object({ siteName: z.string(), slots: count, bookings: count }),
  'people.export': z.object({ people: count }),
};

/** The subject of an export of everybody: one of a window has the window's id. */
export const EVERYBODY = 'everybody';
const subjects = {
  'window.move': windowIdSchema,
  'site.close': siteIdSchema,
  'people.export': windowIdSchema.or(z.literal(EVERYBODY)),
};

const approval = <Action extends ApprovalAction>(action: Action) =>
  z.object({
    id: z.uuid(),
    action: z.literal(action),
    subject: subjects[action],
    body: bodies[action],
    effect: effects[action],
    reason: z.string(),
    state: z.enum(approvalStates),
    askedBy: z.string(),
    askedAt: instant,
    /** Until when somebody may decide; once `approved`, until when the asker may go ahead. */
    expiresAt: instant,
    decidedBy: z.string().nullable(),
    decidedAt: instant.nullable(),
    /** What came of it: what the action answers, or the code and facts of the problem it met. */
    outcome: z.record(z.string(), z.json()).nullable(),
  });

/** One request for a second person. */
export const approvalViewSchema = z.discriminatedUnion('action', [
  approval('window.move'),
  approval('site.close'),
  approval('people.export'),
]);
export type ApprovalView = z.infer<typeof approvalViewSchema>;
/** The same of one action. */
export type ApprovalOf<Action extends ApprovalAction> = Extract<ApprovalView, { action: Action }>;

/** `GET /v1/staff/approvals`: the newest first. */
export const approvalsQuerySchema = z.strictObject({
  limit: pageQuery.limit,
  after: pageQuery.after,
  state: z.enum(approvalStates).optional(),
});
export const approvalPageSchema = pageOf(approvalViewSchema).extend({
  /** How many wait for a decision of the one who asks. */
  awaiting: count,
});

/** `POST /v1/staff/approvals/:id/approve`, `…/refuse`, `…/withdraw`. */
export const decideApprovalBodySchema = z.strictObject({ reason: freeText(200).optional() });

/**
 * Whether moving an opening takes two: when the one in force is within the hour or past, or the new one is within the hour.
 * Instants are milliseconds since the epoch.
 */
export function moveTakesTwo(move: { readonly fromMs: number; readonly toMs: number }, nowMs: number): boolean {
  return move.fromMs <= nowMs + NEAR_OPENING_MS || move.toMs <= nowMs + NEAR_OPENING_MS;
}
