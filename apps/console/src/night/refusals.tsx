import { isProblemCode, type Language, problemCatalogue } from '@sunbeon/core';
import { countText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { nightWords } from './words.ts';

/** Booking requests that were refused, by why, the most frequent first. */
export function Refusals({ refused }: { readonly refused: Readonly<Record<string, number>> }) {
  const words = useWords(nightWords);
  const language = useLanguage();
  const found = Object.entries(refused).toSorted(([, a], [, b]) => b - a);
  return (
    <section className="refusals">
      <h2>{words.refused}</h2>
      {found.length === 0 ? (
        <p className="soft">{words.noneRefused}</p>
      ) : (
        <dl className="facts">
          {found.map(([code, many]) => (
            <div key={code}>
              <dt>{refusalText(code, language)}</dt>
              <dd>{countText(many)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** What a refusal is called, as those who met it read it. */
function refusalText(code: string, language: Language): string {
  return isProblemCode(code) ? problemCatalogue[code][language].title : code;
}
