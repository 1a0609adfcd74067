import { useEffect, useRef, useState } from 'react';
import { useWords } from '../text/words.ts';
import { type LeverName, leverKeys } from './lever-list.ts';
import { nightWords } from './words.ts';

const KEPT = 'lever-keys';

interface LeverKeys {
  readonly isOn: boolean;
  readonly turn: (on: boolean) => void;
}

/** Opens levers by their keys, where nobody is typing; whoever is bothered by that turns it off, on this device. */
export function useLeverKeys(levers: readonly LeverName[], open: (lever: LeverName) => void): LeverKeys {
  const [isOn, setOn] = useState(() => localStorage.getItem(KEPT) !== 'off');
  const latest = useRef({ levers, open });
  useEffect(() => {
    latest.current = { levers, open };
  });
  useEffect(() => {
    const listening = new AbortController();
    const press = (event: KeyboardEvent) => {
      if (!isOn || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target))
        return;
      const lever = latest.current.levers.find((known) => leverKeys[known] === event.key.toLowerCase());
      if (lever === undefined) return;
      event.preventDefault();
      latest.current.open(lever);
    };
    document.addEventListener('keydown', press, { signal: listening.signal });
    return () => listening.abort();
  }, [isOn]);
  return {
    isOn,
    turn: (on) => {
      localStorage.setItem(KEPT, on ? 'on' : 'off');
      setOn(on);
    },
  };
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input:not([type="checkbox"]), textarea, select') !== null;
}

/** Turns the keys on and off. */
export function ShortcutSwitch({ keys: { isOn, turn } }: { readonly keys: LeverKeys }) {
  const words = useWords(nightWords);
  return (
    <label className="choice">
      <input type="checkbox" checked={isOn} onChange={(event) => turn(event.target.checked)} />
      <span>
        {words.shortcuts}
        <span className="hint"> {words.shortcutsHint}</span>
      </span>
    </label>
  );
}
