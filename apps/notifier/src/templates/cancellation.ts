import type { Translated } from '@sunbeon/core';
import type { TemplateFacts } from './facts.ts';
import { NO_LINKS_EN, NO_LINKS_KO, seatEn, seatKo, vaccineEn, vaccineKo, whoseEn, whoseKo } from './lines.ts';

/** Cancelled: what is no longer booked. */
export const cancellation: Translated<(facts: TemplateFacts) => string> = {
  ko: (facts) =>
    [
      '[순번] 아래 예방접종 예약이 취소되었습니다.',
      ...whoseKo(facts),
      ...seatKo(facts),
      vaccineKo(facts.product, facts.dose),
      `취소하지 않으셨다면 ${facts.callUs}로 전화하시기 바랍니다. ${NO_LINKS_KO}`,
    ].join('\n'),
  en: (facts) =>
    [
      '[Sunbeon] This vaccination booking was cancelled:',
      ...whoseEn(facts),
      ...seatEn(facts),
      vaccineEn(facts.product, facts.dose),
      `If this was not you, call ${facts.callUs}. ${NO_LINKS_EN}`,
    ].join('\n'),
};
