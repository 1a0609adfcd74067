import { useEffect, useId, useRef } from 'react';
import { useWords } from '../text/words.ts';
import type { Search } from './use-search.ts';
import { partWords } from './words.ts';

interface SearchBoxProps {
  /** What can be searched for. */
  readonly label: string;
  readonly search: Search;
  /** Whether rows can be stepped through and opened by keys. */
  readonly opens: boolean;
}

/** Where one types what to search for; `/` leads here from anywhere on the page but another field. */
export function SearchBox({ label, search, opens }: SearchBoxProps) {
  const words = useWords(partWords);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <search className="field">
      <label htmlFor={id}>{`${words.search}: ${label}`}</label>
      <input
        ref={input}
        id={id}
        type="search"
        value={search.typed}
        aria-describedby={`${id}-keys`}
        onChange={(event) => search.type(event.target.value)}
      />
      <p id={`${id}-keys`} className="hint keys">
        {opens ? words.rowKeys : words.searchKey}
      </p>
    </search>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
