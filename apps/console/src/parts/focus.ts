import { type RefObject, useEffect, useRef } from 'react';

const CONTROLS = 'a[href], button, input, select, textarea';

/** Takes the focus, and once it is over leaves it at what stands there then: whoever uses the keyboard goes on from the same place. */
export function useFocusWhileOpen(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    panel.current?.focus();
    const around: HTMLElement[] = [];
    for (let at = panel.current?.parentElement; at && at.id !== 'root'; at = at.parentElement) around.push(at);
    return () => {
      // Whoever ended it may have sent the focus on already.
      if (document.activeElement !== document.body) return;
      const places = around.filter(({ isConnected }) => isConnected);
      places
        .map((place) => place.querySelector<HTMLElement>(CONTROLS))
        .find((control) => control !== null)
        ?.focus();
    };
  }, [panel]);
}

/** Keeps the focus in a part whose controls come and go by news from elsewhere: what is gone hands it to the part's first control. */
export function useFocusKept(part: RefObject<HTMLElement | null>) {
  const isWithin = useRef(false);
  useEffect(() => {
    if (isWithin.current && document.activeElement === document.body)
      part.current?.querySelector<HTMLElement>(CONTROLS)?.focus();
  });
  return {
    onFocus: () => {
      isWithin.current = true;
    },
    // React tells of no blur while it takes controls away: whatever is heard here was meant.
    onBlur: () => {
      isWithin.current = false;
    },
  };
}
