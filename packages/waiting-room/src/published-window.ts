import {
  type Cohort,
  cohortSchema,
  type KnownNews,
  policies,
  type WindowDoor,
  windowIdSchema,
  windowNoticeSchema,
} from '@sunbeon/core';
import { z } from 'zod';
import { readStored } from './unreadable-record.ts';

/** The epoch of a line that was never lost. */
export const FIRST_EPOCH = 1;

/** A window as the worker puts it in force in Redis. */
export interface PublishedWindow extends WindowDoor, KnownNews {
  readonly id: string;
  readonly title: string;
  /** Whose roll counts; empty in a door that an earlier release published. */
  readonly campaignId: string;
  readonly cohort: Cohort;
  /** Whether one has to be on the campaign's roll, too. */
  readonly requiresRoll: boolean;
  /** Where the campaign has two doses: so many days after the first; else `null`. */
  readonly secondDoseAfterDays: number | null;
  /** Rises with every change by staff. */
  readonly version: number;
  /** How many people may hold a seat at a time. */
  readonly maxActive: number;
  /** How many seats only agents may take, for people on the phone, on top of `maxActive`. */
  readonly agentSeats: number;
  /** How many people may come per second: as many numbers are called as that takes, at most twice as many. */
  readonly maxPerSecond: number;
  /** How long a seat is held. */
  readonly admissionSeconds: number;
  /** The highest number that may be given; above it Postgres is asked for more first. */
  readonly ceiling: number;
  /** {@link FIRST_EPOCH}, and one more each time the line has to be rebuilt. */
  readonly epoch: number;
  /** Doses left in all open slots; `null` while unknown. */
  readonly remaining: number | null;
  /** What the seed of the draw will have to hash to (SHA-256, hex); `null` under `fifo`. */
  readonly commitment: string | null;
  /** Whether the line has a guard: then nobody else starts it, and it gives no number before it was started. */
  readonly guarded: boolean;
}

const count = z.int().min(0);

const publishedWindowSchema = z.object({
  id: windowIdSchema,
  title: z.string().max(200),
  campaignId: windowIdSchema.or(z.literal('')),
  cohort: cohortSchema,
  requiresRoll: z.boolean(),
  secondDoseAfterDays: count.nullable(),
  policy: z.enum(policies),
  opensAtMs: count,
  closesAtMs: count,
  lobbyOpensAtMs: count.nullable(),
  paused: z.boolean(),
  exhausted: z.boolean(),
  closed: z.boolean(),
  version: count,
  maxActive: count,
  agentSeats: count,
  maxPerSecond: z.number().positive(),
  admissionSeconds: z.int().min(1),
  ceiling: count,
  epoch: z.int().min(FIRST_EPOCH),
  remaining: count.nullable(),
  commitment: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  guarded: z.boolean(),
  notice: windowNoticeSchema.nullable(),
  pausedAtMs: count.nullable(),
  movedFromMs: count.nullable(),
});

const flag = z.enum(['0', '1']).transform((text) => text === '1');
const number = z.string().min(1).pipe(z.coerce.number());
const numberOrNull = z.string().transform((text) => (text === '' ? null : Number(text)));

const storedWindowSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    // A door that an earlier release published has neither this …
    campaignId: z.string().default(''),
    cohort: z.string().transform((text): unknown => JSON.parse(text)),
    // … nor this.
    requiresRoll: flag.default(false),
    secondDoseAfterDays: numberOrNull.default(null),
    policy: z.string(),
    opensAtMs: number,
    closesAtMs: number,
    lobbyOpensAtMs: numberOrNull,
    paused: flag,
    exhausted: flag,
    closed: flag,
    version: number,
    maxActive: number,
    // A door that an earlier release published has none.
    agentSeats: number.default(0),
    maxPerSecond: number,
    admissionSeconds: number,
    ceiling: number,
    epoch: number,
    remaining: numberOrNull,
    // A door that an earlier release published has none.
    commitment: z
      .string()
      .default('')
      .transform((text) => (text === '' ? null : text)),
    guarded: flag.default(false),
    notice: z
      .string()
      .default('')
      .transform((text): unknown => (text === '' ? null : JSON.parse(text))),
    pausedAtMs: numberOrNull.default(null),
    movedFromMs: numberOrNull.default(null),
  })
  .pipe(publishedWindowSchema);

/** The arguments of `publish-window`, in its order. Throws a `ZodError` for a window no line could be run by. */
export function publishArguments(window: PublishedWindow): string[] {
  const { version, epoch, ceiling, remaining, exhausted, guarded, ...rest } = publishedWindowSchema.parse(window);
  return [
    ...[version, epoch, ceiling, remaining, exhausted, guarded].map(asText),
    ...Object.entries(rest).flatMap(([field, value]) => [field, asText(value)]),
  ];
}

function asText(value: string | number | boolean | null | object): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * The window a door hash holds; `null` for an empty one.
 * @throws {UnreadableRecord} when something else wrote there
 */
export function storedWindow(door: Readonly<Record<string, string>>): PublishedWindow | null {
  return Object.keys(door).length === 0
    ? null
    : readStored(storedWindowSchema, `the door of ${door['id']}`, () => door);
}
