import type { WindowView } from '@sunbeon/core';
import { element, fill, part, setText } from '../page/element.ts';
import { form, textField } from '../page/field.ts';
import { keepingFocus } from '../page/keeping-focus.ts';
import { birthDateText } from '../text/birth-date-text.ts';
import { cohortText } from '../text/cohort-text.ts';
import { language, say } from '../text/language.ts';
import { dayClockText } from '../text/moments.ts';
import { type Verdict, verdictsFor } from './eligible-windows.ts';
import { typedBirthDate } from './typed-birth-date.ts';
import { windowsWords } from './words.ts';

let typed = '';
/** What was typed when the answer was asked for. */
let asked: string | null = null;

/** "Am I eligible?": a birth date in, the windows that are for it and the rules that refuse it out. Nothing leaves the page. */
export function showEligibility(windows: readonly WindowView[] | null): void {
  const words = say(windowsWords);
  const born = asked === null ? null : typedBirthDate(asked);
  const problem = asked !== null && born === null ? words.noBirthDate : '';
  setText(part('eligible-title'), words.eligibleTitle);
  fill(part('eligible-form'), JSON.stringify([language(), problem]), () => [
    form(
      () => {
        asked = typed;
        keepingFocus(part('eligible-form'), typedBirthDate(typed) === null ? 'born' : null, () =>
          showEligibility(windows),
        );
      },
      textField({
        id: 'born',
        label: words.bornLabel,
        hint: words.bornHint,
        problem,
        value: typed,
        onInput: (value) => {
          typed = value;
        },
        attributes: { inputmode: 'numeric', maxlength: '20' },
      }),
      element('button', { class: 'button button-quiet' }, words.check),
    ),
  ]);
  fill(
    part('eligible-answer'),
    JSON.stringify([language(), born, windows?.map(({ id, state, opensAt }) => [id, state, opensAt])]),
    () => {
      if (born === null || windows === null) return [];
      const verdicts = verdictsFor(windows, born);
      const fits = verdicts.some(({ rule }) => rule === null);
      return [
        element('p', { class: fits ? 'fits' : 'fits-not' }, words.answer(birthDateText(born, language()), fits)),
        element('ul', {}, ...verdicts.map((verdict) => element('li', {}, verdictText(verdict)))),
        ...(born.endsWith('-00') ? [element('p', { class: 'soft' }, words.partial)] : []),
      ];
    },
  );
}

function verdictText({ window, rule }: Verdict): HTMLElement | string {
  const words = say(windowsWords);
  const cohort = cohortText(window.cohort, language());
  if (rule !== null) return `– ${words.rules[rule](cohort)}`;
  const opens = dayClockText(Date.parse(window.opensAt), language());
  return element(
    'span',
    {},
    '✓ ',
    element('a', { href: `/windows/${window.id}` }, words.fits(cohort, opens)),
    window.requiresRoll ? ` ${words.roll}` : '',
  );
}
