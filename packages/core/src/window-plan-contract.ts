import { z } from 'zod';
import { windowIdSchema } from './booking.ts';
import { civilDateSchema } from './civil-date.ts';
import { cohortSchema } from './cohort.ts';
import { freeText } from './free-text.ts';

/* What the staff API takes and answers about windows that are being planned: coverage, rotations, the check-list. */

const instant = z.iso.datetime();

/** Windows looked at together, or made, by one call at most. */
export const MAX_COVERAGE_CANDIDATES = 100;
export const MAX_ROTATION_DAYS = 31;
/** Overlaps told by one answer at most. */
export const MAX_OVERLAPS_TOLD = 200;

/** A window that is only thought of yet; with the id of one that exists it stands in place of that one. */
const coverageCandidateSchema = z
  .strictObject({
    id: windowIdSchema,
    campaignId: windowIdSchema,
    cohort: cohortSchema,
    opensAt: instant,
    closesAt: instant,
  })
  .refine(({ opensAt, closesAt }) => Date.parse(opensAt) < Date.parse(closesAt), {
    error: 'closesAt must be after opensAt',
    path: ['closesAt'],
  });

/** `POST /v1/staff/windows/coverage`: of the campaigns of these windows, with these windows; of all, as they are, without. */
export const coverageBodySchema = z.strictObject({
  windows: z.array(coverageCandidateSchema).max(MAX_COVERAGE_CANDIDATES).default([]),
});

/** Who is meant: birth days of a range, or those in it that end in one of the digits. */
const birthDays = {
  campaignId: windowIdSchema,
  birthFrom: civilDateSchema,
  birthTo: civilDateSchema,
  lastDigits: z.array(z.int().min(0).max(9)).nullable(),
};

/** Who could book in two windows, and whom no window is for: see `cohortCoverage`. */
export const coverageSchema = z.object({
  overlaps: z.array(
    z.object({
      ...birthDays,
      windows: z.tuple([windowIdSchema, windowIdSchema]),
      when: z.enum(['at-once', 'in-turn']),
    }),
  ),
  /** Overlaps there are; more than `MAX_OVERLAPS_TOLD` are not told. */
  overlapsInAll: z.int(),
  gaps: z.array(z.object(birthDays)),
});
export type CoverageView = z.infer<typeof coverageSchema>;

/** How the cohorts of a rotation follow each other: all as that of the template, or each day another last digit. */
export const rotationPatterns = ['same-cohort', 'last-digit'] as const;
export type RotationPattern = (typeof rotationPatterns)[number];

/** `POST /v1/staff/rotations`: copies of a window, one a day, as drafts of the same campaign, all or none. */
export const rotationBodySchema = z.strictObject({
  /** Makes nothing, and answers the same. */
  dryRun: z.boolean().default(false),
  /** The window that is copied; times of day and days between them are kept, as clocks in Seoul show them. */
  template: windowIdSchema,
  /** On which the first copy opens. */
  firstDay: civilDateSchema,
  days: z.int().min(1).max(MAX_ROTATION_DAYS),
  pattern: z.enum(rotationPatterns).default('same-cohort'),
  /** Under `last-digit`: that of the first day; without one, the last digit of the day on which the first copy opens. */
  firstDigit: z.int().min(0).max(9).nullable().default(null),
  /** What the copies are called; as the template is, without one. */
  title: freeText(200).optional(),
});
export type RotationBody = z.infer<typeof rotationBodySchema>;

/** One copy. */
export const rotatedWindowSchema = z.object({
  id: windowIdSchema,
  title: z.string(),
  cohort: cohortSchema,
  opensAt: instant,
  closesAt: instant,
  lobbyOpensAt: instant.nullable(),
  /** Whether a window with this id exists already: then nothing can be made. */
  taken: z.boolean(),
});
/** What a rotation makes or would make, and how its campaign would be covered with it. */
export const rotationSchema = z.object({
  dryRun: z.boolean(),
  campaignId: windowIdSchema,
  windows: z.array(rotatedWindowSchema),
  coverage: coverageSchema,
});
export type RotationView = z.infer<typeof rotationSchema>;

/** What is looked at before a window is scheduled. */
export const checklistCodes = [
  /** It opens in the future. */
  'opens-ahead',
  /** Slots are laid out, after the opening. */
  'slots',
  /** As many doses as people may come: those of the cohort who are on the roll, or as many as was stated. */
  'capacity',
  /** A roll that is required is there. */
  'roll',
  /** A carrier takes messages. */
  'carrier',
  /** Nobody could book in another window of the campaign at the same time. */
  'overlaps',
  /** The campaign leaves out nobody between its first and its last birth day. */
  'gaps',
  /** A draw has a lobby that opens in the future. */
  'lobby',
  /** Agents have seats. */
  'agent-seats',
] as const;
export type ChecklistCode = (typeof checklistCodes)[number];

/** `missing` keeps a window from being scheduled; a `warning` has to be accepted by whoever schedules it. */
export const checklistStates = ['ok', 'warning', 'missing'] as const;

/** `GET /v1/staff/windows/:id/checklist`. */
export const checklistSchema = z.object({
  items: z.array(
    z.object({
      code: z.enum(checklistCodes),
      state: z.enum(checklistStates),
      /** What it was judged by, e.g. `doses`, `people`. */
      facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    }),
  ),
});
export type Checklist = z.infer<typeof checklistSchema>;
export type ChecklistItem = Checklist['items'][number];

/** `POST /v1/staff/windows/:id/schedule`: the warnings that are accepted; they stand in the audit trail. */
export const scheduleWindowBodySchema = z.strictObject({
  accept: z.array(z.enum(checklistCodes)).max(checklistCodes.length).default([]),
});
