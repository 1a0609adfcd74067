import { chooseLanguage } from '../text/language.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { frameWords } from './words.ts';

/** Changes to the other language; its name stands there in that language. */
export function LanguageButton() {
  const words = useWords(frameWords);
  const other = useLanguage() === 'ko' ? 'en' : 'ko';
  return (
    <button type="button" className="plain" lang={other} onClick={() => chooseLanguage(other)}>
      {words.otherLanguage}
    </button>
  );
}
