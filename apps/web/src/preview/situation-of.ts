import { aheadOf, expectedWait, isBirthDate, type PreviewScene } from '@sunbeon/core';
import { nextRange } from '../waiting/eta-range.ts';
import type { Situation } from '../waiting/view.ts';

/** What a waiting page would know at the moment of a scene. */
export function situationOf({ window, status, born, place }: PreviewScene): Situation {
  const nowMs = Date.parse(status.serverTime);
  const birthDate = born !== null && isBirthDate(born) ? born : null;
  const ahead = place === null ? 0 : aheadOf(place.number, status.serving, status.skips);
  const eta = expectedWait(status, place?.number ?? status.serving + 1);
  return {
    nowMs,
    status,
    cohort: window.cohort,
    otherWindows: [],
    identity: birthDate === null ? 'nobody' : { maskedName: '', birthDate, expiresAt: status.closesAt },
    beneficiaryBorn: null,
    acting: false,
    consentEnded: false,
    // About half way through the line, so that the bar is one.
    place: place === null ? null : { ...place, mostAhead: 2 * ahead },
    passExpiresAtMs: null,
    range: eta === null ? null : nextRange(null, eta, nowMs),
    refusedBy: null,
    windowUnknown: false,
    offline: false,
    recalled: false,
    entering: false,
  };
}
