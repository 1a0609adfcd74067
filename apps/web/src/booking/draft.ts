import { type BookedSlot, type BookingDraft, type BookingDraftView, MAX_CHOICES } from '@sunbeon/core';
import { newSubmission, type Submission } from './submission.ts';

/** A slot that was chosen, and whose it is. */
export interface Choice extends BookedSlot {
  readonly siteId: string;
}

/** What the visitor has chosen so far; kept in the tab and, by ids, at the gate: no reload and no other device loses it. */
export interface Draft {
  readonly district: { readonly code: string; readonly name: string } | null;
  /** In order of preference. */
  readonly choices: readonly Choice[];
  readonly submission: Submission | null;
  /** The request that is under way or decided, as another device takes it up. */
  readonly request: BookingDraft['request'];
  /** What the gate keeps of this draft, as far as this tab knows. */
  readonly atGate: string;
}

const NOTHING_AT_GATE = JSON.stringify({ district: null, choices: [], request: null });

export const emptyDraft: Draft = {
  district: null,
  choices: [],
  submission: null,
  request: null,
  atGate: NOTHING_AT_GATE,
};

export type DraftChange =
  | { readonly type: 'district'; readonly code: string; readonly name: string }
  | { readonly type: 'toggle'; readonly slot: Choice }
  | { readonly type: 'prefer'; readonly slotId: string; readonly by: 'up' | 'down' }
  | { readonly type: 'submit'; readonly key: string; readonly slots: readonly string[] }
  | { readonly type: 'advance'; readonly submission: Submission }
  | { readonly type: 'choose-again' }
  /** The gate has been told this. */
  | { readonly type: 'told'; readonly atGate: string }
  /** The gate has answered what it keeps. */
  | { readonly type: 'heard'; readonly view: BookingDraftView };

/** The draft after one change. */
export function changeDraft(draft: Draft, change: DraftChange): Draft {
  switch (change.type) {
    case 'district':
      return { ...draft, district: { code: change.code, name: change.name } };
    case 'toggle':
      return { ...draft, choices: toggled(draft.choices, change.slot) };
    case 'prefer':
      return { ...draft, choices: preferred(draft.choices, change.slotId, change.by === 'up' ? -1 : 1) };
    case 'submit': {
      const { key, slots } = change;
      return { ...draft, submission: newSubmission(key, slots), request: { key, slots: [...slots], requestId: null } };
    }
    case 'advance':
      return { ...draft, submission: change.submission, request: requestAfter(draft.request, change.submission) };
    case 'choose-again':
      return { ...draft, choices: [], submission: null, request: null };
    case 'told':
      return { ...draft, atGate: change.atGate };
    case 'heard':
      return afterHearing(draft, change.view);
    default:
      return change satisfies never;
  }
}

/** What the gate is told: ids only. */
export function atGateOf({ district, choices, request }: Draft): string {
  const kept: BookingDraft = {
    district: district?.code ?? null,
    choices: choices.map(({ id, siteId }) => ({ slot: id, site: siteId })),
    request,
  };
  return JSON.stringify(kept);
}

/** Whether the gate has yet to be told of the last changes. */
export function isUntold(draft: Draft): boolean {
  return atGateOf(draft) !== draft.atGate;
}

function toggled(choices: readonly Choice[], slot: Choice): readonly Choice[] {
  const without = choices.filter(({ id }) => id !== slot.id);
  if (without.length < choices.length) return without;
  return choices.length < MAX_CHOICES ? [...choices, slot] : choices;
}

/** Moves a choice one place. */
function preferred(choices: readonly Choice[], slotId: string, by: -1 | 1): readonly Choice[] {
  const from = choices.findIndex(({ id }) => id === slotId);
  const [chosen, other] = [choices[from], choices[from + by]];
  if (!chosen || !other) return choices;
  return choices.map((choice) => (choice === chosen ? other : choice === other ? chosen : choice));
}

/** A request the gate refused is none: there is nothing for another device to take up. */
function requestAfter(request: Draft['request'], submission: Submission): Draft['request'] {
  if (request === null || submission.phase === 'refused') return null;
  return submission.phase === 'received' ? { ...request, requestId: submission.requestId } : request;
}

/** Where the gate keeps nothing, this tab has the say; else what was done last on whichever device is what counts. */
function afterHearing(draft: Draft, { savedAt, district, choices, request }: BookingDraftView): Draft {
  if (savedAt === null) return { ...draft, atGate: NOTHING_AT_GATE };
  const heard = { ...draft, district: district ?? draft.district, choices, request };
  return { ...heard, submission: submissionOf(draft, request), atGate: atGateOf(heard) };
}

function submissionOf(draft: Draft, request: Draft['request']): Submission | null {
  if (request === null) return null;
  if (draft.submission !== null && draft.request?.key === request.key) return draft.submission;
  const { key, slots, requestId } = request;
  return requestId === null ? newSubmission(key, slots) : { phase: 'received', key, slots, requestId, tries: 0 };
}

export const steps = ['district', 'times', 'review', 'outcome'] as const;
export type Step = (typeof steps)[number];

/** The step to show for an address (`#times`), which can be no further than the draft has come, nor behind a request already sent. */
export function stepOf(hash: string, draft: Draft): Step {
  if (draft.submission !== null) return 'outcome';
  const wanted = steps.find((step) => hash === `#${step}`) ?? 'district';
  if (wanted === 'district' || draft.district === null) return 'district';
  return wanted === 'times' || draft.choices.length === 0 ? 'times' : 'review';
}

/** As far as a draft has come: where another device goes on. */
export function furthestStep({ district, choices }: Draft): Step {
  if (choices.length > 0) return 'review';
  return district === null ? 'district' : 'times';
}

/** True for a kept value that is a draft of this release. */
export function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'district' in value &&
    'choices' in value &&
    Array.isArray(value.choices) &&
    value.choices.every((choice) => typeof choice === 'object' && choice !== null && 'siteId' in choice) &&
    'submission' in value &&
    'request' in value &&
    'atGate' in value
  );
}
