import type { Language, WindowView } from '@sunbeon/core';
import { calendarFile } from '../calendar/calendar-file.ts';
import { cohortText } from '../text/cohort-text.ts';
import { windowsWords } from './words.ts';

/** Long enough before for a walk home, and once more shortly before. */
const REMIND_MINUTES = [30, 5];
/** A window is open for hours; in the calendar stands its beginning. */
const SHOWN_MS = 1_800_000;

/** The opening of a window as a calendar file. `madeAtMs` by the server's clock; `origin` is where its page is. */
export function openingFile(window: WindowView, language: Language, madeAtMs: number, origin: string): string {
  const words = windowsWords[language];
  const startsAtMs = Date.parse(window.opensAt);
  const address = `${origin}/windows/${window.id}`;
  return calendarFile(
    [
      {
        uid: `window-${window.id}@${new URL(origin).hostname}`,
        startsAtMs,
        endsAtMs: startsAtMs + SHOWN_MS,
        title: words.openingTitle(cohortText(window.cohort, language)),
        text: `${words.openingText}\n${address}`,
        remindMinutes: REMIND_MINUTES,
      },
    ],
    madeAtMs,
  );
}
