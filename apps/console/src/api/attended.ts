import { focusManager } from '@tanstack/react-query';

/* Whether anybody sits before the page: what is asked again and again by itself must not keep a forgotten session alive. */

const UNATTENDED_AFTER_MS = 300_000;

let lastSeenMs = Date.now();

/** Begins to look for signs of somebody who sits before the page. */
export function watchForSomebody(page: EventTarget): void {
  for (const sign of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus']) {
    page.addEventListener(sign, () => {
      const wasAway = !isAttended();
      lastSeenMs = Date.now();
      // What was not asked for meanwhile is asked for at once, and again and again from then on.
      if (wasAway) focusManager.onFocus();
    });
  }
}

/** Whether somebody has moved or typed anything within the last minutes. */
export function isAttended(): boolean {
  return Date.now() - lastSeenMs < UNATTENDED_AFTER_MS;
}

/** How often a query asks again by itself while somebody sits before the page, in ms: what its `refetchInterval` is. */
export function whileAttended(everyMs: number): () => number | false {
  return () => (isAttended() ? everyMs : false);
}
