import type { Translated } from '@sunbeon/core';
import type { TemplateFacts } from './facts.ts';
import { NO_LINKS_EN, NO_LINKS_KO, seatEn, seatKo, vaccineEn, vaccineKo, whoseEn, whoseKo } from './lines.ts';

/** The slot was closed: the seat is gone, the right to one is not. */
export const displacement: Translated<(facts: TemplateFacts) => string> = {
  ko: (facts) =>
    [
      '[순번] 접종 기관 사정으로 예약하신 시간에는 접종을 받으실 수 없습니다. 죄송합니다.',
      ...whoseKo(facts),
      ...seatKo(facts),
      vaccineKo(facts.product, facts.dose),
      '우선 예약할 권리는 그대로입니다. 대신할 시간을 맡아 두게 되면 문자로 알려 드립니다. 직접 다른 시간을 고르셔도 됩니다.',
      `문의: ${facts.callUs}. ${NO_LINKS_KO}`,
    ].join('\n'),
  en: (facts) =>
    [
      '[Sunbeon] We are sorry: the clinic had to close the time you had booked.',
      ...whoseEn(facts),
      ...seatEn(facts),
      vaccineEn(facts.product, facts.dose),
      'You keep your right of priority. If we can hold another time for you, we will text you. You may also choose one yourself.',
      `Questions: call ${facts.callUs}. ${NO_LINKS_EN}`,
    ].join('\n'),
};
