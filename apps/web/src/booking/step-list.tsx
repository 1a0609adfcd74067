import { say } from '../text/language.ts';
import { type Step, steps } from './draft.ts';
import { bookingWords } from './words.ts';

/** Where the visitor is on the way from district to outcome. */
export function StepList({ step }: { readonly step: Step }) {
  const words = say(bookingWords);
  return (
    <ol className="steps">
      {steps.map((each) => (
        <li key={each} aria-current={each === step ? 'step' : undefined}>
          {words.steps[each]}
        </li>
      ))}
    </ol>
  );
}
