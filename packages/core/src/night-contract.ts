import { z } from 'zod';
import { windowIdSchema } from './booking.ts';
import { MAX_ACTIVE, MAX_PER_SECOND, staffWindowViewSchema } from './staff-contract.ts';

/* The night at a glance: what whoever runs it sees each second, and how fast the line is let in. Instants are ISO 8601 in UTC. */

const instant = z.iso.datetime();
const count = z.int().min(0);
const perMinute = z.number().min(0).nullable();

/** Windows of one night, those nearest to now: more than these nobody could look at. */
export const MAX_NIGHT_WINDOWS = 50;
/** Messages are counted up to here; where it says so many, there may be more. */
export const MAX_COUNTED_MESSAGES = 100_000;
/** Parts that may be watched. */
export const MAX_WATCHED_PARTS = 32;
/** One minute in so many is kept for the charts: an evening from 20:00 to 02:00. */
export const NIGHT_MINUTES = 360;

/** `POST /v1/staff/windows/:id/pace`: how many book at the same time, and how many may come per second. One of them at least. */
export const paceBodySchema = z
  .strictObject({
    maxActive: z.int().min(1).max(MAX_ACTIVE).optional(),
    maxPerSecond: z.int().min(1).max(MAX_PER_SECOND).optional(),
  })
  .refine(({ maxActive, maxPerSecond }) => maxActive !== undefined || maxPerSecond !== undefined, {
    error: 'maxActive, maxPerSecond, or both',
  });
export type PaceBody = z.infer<typeof paceBodySchema>;

/** How fast numbers are called, as it was measured: `CallingRate`. */
const callingRateSchema = z.object({
  perSecond: z.number(),
  deviation: z.number(),
  headStart: z.number(),
  mostPerSecond: z.number(),
});

/** How a line stands. `null` in any of these: not known, because Redis does not answer or the line is being started anew. */
export const nightLineSchema = z.object({
  /** People with a number that has not been called. */
  waiting: count.nullable(),
  /** People in the lobby of a draw that was not drawn. */
  inLobby: count.nullable(),
  /** The highest number given, and the highest called. */
  issued: count.nullable(),
  serving: count.nullable(),
  /** Seats taken now, of `maxActive`; and those of agents, of `agentSeats`. */
  active: count.nullable(),
  agentsActive: count.nullable(),
  /** People who have booked and not cancelled. */
  booked: count.nullable(),
  /** Over the last minute or so; `null` also while nothing is called. */
  calledPerMinute: perMinute,
  admittedPerMinute: perMinute,
  bookedPerMinute: perMinute,
  refusedPerMinute: perMinute,
  /** Doses left in all open slots; `null` also until slots exist. */
  remaining: count.nullable(),
  /** Until whoever came last is called, in seconds; `null` also while nothing is called. */
  eta: z.object({ seconds: count, low: count, high: count }).nullable(),
  rate: callingRateSchema.nullable(),
  /** Booking requests that were refused, by the code they were refused with. */
  refused: z.record(z.string(), count),
});
export type NightLine = z.infer<typeof nightLineSchema>;

/** A window and its line. */
export const nightWindowSchema = staffWindowViewSchema.extend({
  ...nightLineSchema.shape,
  /** Doses in all open slots, taken or not; `null` until slots exist. */
  doses: count.nullable(),
});
export type NightWindow = z.infer<typeof nightWindowSchema>;

export const lights = ['green', 'amber', 'red'] as const;
export type Light = (typeof lights)[number];

/** How a part was found: it answers in time, slowly, says itself that something it needs is away, or does not answer. */
export const partStates = ['ready', 'slow', 'not-ready', 'no-answer'] as const;

/** One part of the house, as api finds it. */
export const nightPartSchema = z.object({
  name: z.string(),
  light: z.enum(lights),
  detail: z.enum(partStates),
  /** What it needs and does not get, by name. */
  missing: z.array(z.string()),
  /** How long it took to answer; `null` when it did not. */
  latencyMs: count.nullable(),
});
export type NightPart = z.infer<typeof nightPartSchema>;

/** A carrier of messages as the notifier has it. */
export const nightCarrierSchema = z.object({
  name: z.string(),
  light: z.enum(lights),
  /** Whether there is a session with it … */
  available: z.boolean(),
  /** … and whether messages are kept away from it, because it failed. */
  circuit: z.enum(['closed', 'half-open', 'open']),
  inFlight: count,
});
export type NightCarrier = z.infer<typeof nightCarrierSchema>;

/** An identity provider as the gate has it. */
export const nightProviderSchema = z.object({
  id: z.string(),
  name: z.object({ ko: z.string(), en: z.string() }),
  light: z.enum(lights),
  latencyMs: z.number().nullable(),
});
export type NightProvider = z.infer<typeof nightProviderSchema>;

/** The outbox. `null`: Postgres did not say. */
export const nightMessagesSchema = z.object({
  /** Due, and not sent yet: {@link MAX_COUNTED_MESSAGES} at most. */
  queued: count,
  /** To be sent later, after the quiet hours or at the next attempt. */
  postponed: count,
  /** For how long the one that is due for longest has been. */
  oldestQueuedSeconds: count,
  /** Given up, of all there are. */
  failed: count,
  /** Of the newest {@link MAX_COUNTED_MESSAGES} messages: taken by a carrier, and said to have reached the phone. */
  sent: count,
  delivered: count,
});
export type NightMessages = z.infer<typeof nightMessagesSchema>;

/** `GET /v1/staff/night`, and the data of each event `night` of `GET /v1/staff/night/events`. */
export const nightViewSchema = z.object({
  serverTime: instant,
  windows: z.array(nightWindowSchema).max(MAX_NIGHT_WINDOWS),
  messages: nightMessagesSchema.nullable(),
  /** Booking requests that were received and not decided yet. `null`: Redis did not say. */
  queue: z.object({ waiting: count, oldestSeconds: count }).nullable(),
  parts: z.array(nightPartSchema),
  carriers: z.array(nightCarrierSchema),
  providers: z.array(nightProviderSchema),
});
export type NightView = z.infer<typeof nightViewSchema>;

/** Why a stream of events ended, the data of its last event `end`: nothing comes after it, and asking again helps only after `stopping`. */
export const nightEndSchema = z.object({ reason: z.enum(['session-ended', 'stopping']) });
export type NightEnd = z.infer<typeof nightEndSchema>;

/** One minute of a window's night: `waiting` at its beginning, the others within it; `null` where nobody counted. */
export const nightMinuteSchema = z.object({
  at: instant,
  waiting: count,
  called: count,
  booked: count,
  admitted: count.nullable(),
  refused: count.nullable(),
});
export type NightMinute = z.infer<typeof nightMinuteSchema>;

/** `GET /v1/staff/windows/:id/minutes`: the oldest first. */
export const nightMinutesSchema = z.object({
  id: windowIdSchema,
  serverTime: instant,
  minutes: z.array(nightMinuteSchema).max(NIGHT_MINUTES),
});
export type NightMinutes = z.infer<typeof nightMinutesSchema>;
