import type { Check } from './checks.ts';
import type { Chronicle } from './chronicle.ts';

/** How a night may end for somebody whom the window is for and who has a number: with a booking, by their own choice, or with the stock or the window. */
const ENDINGS: ReadonlySet<string> = new Set([
  'booked',
  'closed-tab',
  'no-free-slot',
  'exhausted',
  'closed',
  'window-closed',
]);

/** A house that turns everybody away keeps all its other promises: everybody the window is for has a number, and nobody else. */
export function everybodyAnswered(chronicles: readonly Chronicle[]): Check {
  const eligible = chronicles.filter((chronicle) => chronicle.eligible);
  const lost = eligible.filter(({ join, ending }) => join === null || !ENDINGS.has(ending));
  const others = chronicles.filter((chronicle) => !chronicle.eligible);
  const wrong = others.filter(({ join, ending }) => join !== null || ending !== 'not-eligible').length;
  const codes = [...new Set(lost.map(({ ending }) => ending))].toSorted().join(', ');
  const why = codes === '' ? '' : ` (${codes})`;
  return {
    name: 'everybody has an answer',
    kept: lost.length === 0 && wrong === 0,
    detail: `${eligible.length} eligible, ${lost.length} without a number or an end${why}; ${others.length} not eligible, ${wrong} told otherwise`,
    ko: {
      name: '모두가 답을 받음',
      detail: `대상자 ${eligible.length}명, 번호나 결과를 받지 못한 사람 ${lost.length}명${why}; 대상이 아닌 사람 ${others.length}명, 달리 안내받은 사람 ${wrong}명`,
    },
  };
}
