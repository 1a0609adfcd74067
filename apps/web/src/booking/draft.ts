import { type BookedSlot, MAX_CHOICES } from '@sunbeon/core';
import { newSubmission, type Submission } from './submission.ts';

/** What the visitor has chosen so far; kept in the tab, so that a reload loses nothing. */
export interface Draft {
  readonly district: { readonly code: string; readonly name: string } | null;
  /** In order of preference. */
  readonly choices: readonly BookedSlot[];
  readonly submission: Submission | null;
}

export const emptyDraft: Draft = { district: null, choices: [], submission: null };

export type DraftChange =
  | { readonly type: 'district'; readonly code: string; readonly name: string }
  | { readonly type: 'toggle'; readonly slot: BookedSlot }
  | { readonly type: 'prefer'; readonly slotId: string }
  | { readonly type: 'submit'; readonly key: string; readonly slots: readonly string[] }
  | { readonly type: 'advance'; readonly submission: Submission }
  | { readonly type: 'choose-again' };

/** The draft after one change. */
export function changeDraft(draft: Draft, change: DraftChange): Draft {
  switch (change.type) {
    case 'district':
      return { ...draft, district: { code: change.code, name: change.name } };
    case 'toggle':
      return { ...draft, choices: toggled(draft.choices, change.slot) };
    case 'prefer':
      return { ...draft, choices: preferred(draft.choices, change.slotId) };
    case 'submit':
      return { ...draft, submission: newSubmission(change.key, change.slots) };
    case 'advance':
      return { ...draft, submission: change.submission };
    case 'choose-again':
      return { ...draft, choices: [], submission: null };
    default:
      return change satisfies never;
  }
}

function toggled(choices: readonly BookedSlot[], slot: BookedSlot): readonly BookedSlot[] {
  const without = choices.filter(({ id }) => id !== slot.id);
  if (without.length < choices.length) return without;
  return choices.length < MAX_CHOICES ? [...choices, slot] : choices;
}

/** Moves a choice one place up. */
function preferred(choices: readonly BookedSlot[], slotId: string): readonly BookedSlot[] {
  const index = choices.findIndex((choice) => choice.id === slotId);
  const [above, chosen] = [choices[index - 1], choices[index]];
  if (!above || !chosen) return choices;
  return [...choices.slice(0, index - 1), chosen, above, ...choices.slice(index + 1)];
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

/** True for a kept value that is a draft of this release. */
export function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'district' in value &&
    'choices' in value &&
    Array.isArray(value.choices) &&
    'submission' in value
  );
}
