import {
  type CivilDate,
  type CreateWindowBody,
  createWindowBodySchema,
  formatInSeoul,
  instantInSeoul,
  isCivilDate,
  type Policy,
  parseInstant,
  type StaffWindowView,
} from '@sunbeon/core';

/** A plan as it stands in the form: texts as they were typed, times of day as clocks in Seoul show them. */
export interface PlanFields {
  readonly id: string;
  readonly campaignId: string;
  readonly title: string;
  readonly yearFrom: string;
  readonly yearTo: string;
  readonly birthFrom: string;
  readonly birthTo: string;
  /** Empty: any. */
  readonly lastDigit: string;
  readonly requiresRoll: boolean;
  readonly expectedPeople: string;
  /** `2031-08-09T20:00`. */
  readonly opensAt: string;
  readonly closesAt: string;
  readonly policy: Policy;
  readonly lobbyOpensAt: string;
  readonly maxActive: string;
  readonly maxPerSecond: string;
  readonly agentSeats: string;
  readonly admissionSeconds: string;
  /** Empty: one dose. */
  readonly secondDoseAfterDays: string;
}

const LOCAL = "yyyy-MM-dd'T'HH:mm";
const OPENS = '20:00';
const CLOSES = '18:00';
const DAY_MS = 86_400_000;

/** A new plan, for a window that opens in the evening of a day and closes the day after. */
export function newPlan(day: CivilDate): PlanFields {
  const nextDay = new Date(instantInSeoul(day, CLOSES).getTime() + DAY_MS);
  return {
    id: '',
    campaignId: '',
    title: '',
    yearFrom: '',
    yearTo: '',
    birthFrom: '',
    birthTo: '',
    lastDigit: '',
    requiresRoll: false,
    expectedPeople: '',
    opensAt: `${day}T${OPENS}`,
    closesAt: localOf(nextDay),
    policy: 'fifo',
    lobbyOpensAt: '',
    maxActive: '500',
    maxPerSecond: '200',
    agentSeats: '20',
    admissionSeconds: '600',
    secondDoseAfterDays: '',
  };
}

/** The plan of a draft, to be changed. */
export function planOf(window: StaffWindowView): PlanFields {
  const { id, campaignId, title, cohort, requiresRoll, policy, lobbyOpensAt } = window;
  return {
    id,
    campaignId: campaignId === id ? '' : campaignId,
    title: title === id ? '' : title,
    yearFrom: cohort.birthFrom.slice(0, 4),
    yearTo: cohort.birthTo.slice(0, 4),
    birthFrom: cohort.birthFrom,
    birthTo: cohort.birthTo,
    lastDigit: cohort.lastDigit === null ? '' : String(cohort.lastDigit),
    requiresRoll,
    expectedPeople: textOf(window.expectedPeople),
    opensAt: localOf(new Date(window.opensAt)),
    closesAt: localOf(new Date(window.closesAt)),
    policy,
    lobbyOpensAt: lobbyOpensAt === null ? '' : localOf(new Date(lobbyOpensAt)),
    maxActive: String(window.maxActive),
    maxPerSecond: String(window.maxPerSecond),
    agentSeats: String(window.agentSeats),
    admissionSeconds: String(window.admissionSeconds),
    secondDoseAfterDays: textOf(window.secondDoseAfterDays),
  };
}

/** The fields with a year of birth typed: a whole year makes the first or the last day of the cohort. */
export function withYear(fields: PlanFields, side: 'From' | 'To', year: string): PlanFields {
  const day = side === 'From' ? `${year}-01-01` : `${year}-12-31`;
  return { ...fields, [`year${side}`]: year, ...(isCivilDate(day) ? { [`birth${side}`]: day } : {}) };
}

/** The fields with an exact day of birth chosen. */
export function withBirthDay(fields: PlanFields, side: 'From' | 'To', day: string): PlanFields {
  return { ...fields, [`birth${side}`]: day, [`year${side}`]: day.slice(0, 4) };
}

/** What is sent, or which fields do not allow it yet, as the server calls them. */
export type ReadPlan =
  | { readonly ok: true; readonly body: CreateWindowBody }
  | { readonly ok: false; readonly wrong: ReadonlySet<string> };

/** Reads the fields by the rule the server goes by. */
export function readPlan(fields: PlanFields): ReadPlan {
  const { id, campaignId, title, birthFrom, birthTo, requiresRoll, policy } = fields;
  const read = createWindowBodySchema.safeParse({
    ...(id === '' ? {} : { id }),
    ...(campaignId === '' ? {} : { campaignId }),
    ...(title.trim() === '' ? {} : { title: title.trim() }),
    cohort: { birthFrom, birthTo, lastDigit: numberOf(fields.lastDigit) },
    requiresRoll,
    draft: true,
    expectedPeople: numberOf(fields.expectedPeople),
    opensAt: instantOf(fields.opensAt),
    closesAt: instantOf(fields.closesAt),
    policy,
    lobbyOpensAt: policy === 'fifo' || fields.lobbyOpensAt === '' ? null : instantOf(fields.lobbyOpensAt),
    maxActive: numberOf(fields.maxActive),
    maxPerSecond: numberOf(fields.maxPerSecond),
    agentSeats: numberOf(fields.agentSeats),
    admissionSeconds: numberOf(fields.admissionSeconds),
    secondDoseAfterDays: numberOf(fields.secondDoseAfterDays),
  });
  if (read.success) return { ok: true, body: read.data };
  return { ok: false, wrong: new Set(read.error.issues.map(({ path }) => path.slice(0, 2).join('.'))) };
}

/** An instant as a native input takes it, on the clock of Seoul. */
export function localOf(instant: Date): string {
  return formatInSeoul(instant, LOCAL);
}

/** The instant a native input names, on the clock of Seoul; empty for none. */
export function instantOf(local: string): string {
  return parseInstant(local, 0)?.toISOString() ?? '';
}

function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

function textOf(number: number | null): string {
  return number === null ? '' : String(number);
}
