import type { ReactNode } from 'react';
import iconUrl from '../look/icon.svg';
import { useWords } from '../text/words.ts';
import { LanguageButton } from './language-button.tsx';
import { frameWords } from './words.ts';

/** What stands around a page of whoever is not logged in. */
export function Lonely({ children }: { readonly children: ReactNode }) {
  const words = useWords(frameWords);
  return (
    <>
      <header className="frame lonely">
        <span className="brand">
          <img src={iconUrl} alt="" width="24" height="24" />
          {words.name}
        </span>
        <LanguageButton />
      </header>
      <main id="main" className="lonely">
        {children}
      </main>
    </>
  );
}
