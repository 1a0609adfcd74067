import type { Translated } from '@sunbeon/core';
import type { TemplateFacts } from './facts.ts';
import { NO_LINKS_EN, NO_LINKS_KO, seatEn, seatKo, vaccineEn, vaccineKo, whoseEn, whoseKo } from './lines.ts';

/** Booked: number, who, when, where. Formal, short, and without web addresses. */
export const confirmation: Translated<(facts: TemplateFacts) => string> = {
  ko: (facts) =>
    [
      '[순번] 예방접종 예약이 확정되었습니다.',
      ...whoseKo(facts),
      ...seatKo(facts),
      vaccineKo(facts.product, facts.dose),
      `신분증을 가지고 오시기 바랍니다. ${NO_LINKS_KO}`,
    ].join('\n'),
  en: (facts) =>
    [
      '[Sunbeon] Your vaccination is booked.',
      ...whoseEn(facts),
      ...seatEn(facts),
      vaccineEn(facts.product, facts.dose),
      `Please bring an identity card. ${NO_LINKS_EN}`,
    ].join('\n'),
};
