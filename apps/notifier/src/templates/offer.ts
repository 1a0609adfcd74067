import type { Translated } from '@sunbeon/core';
import { displacement } from './displacement.ts';
import type { TemplateFacts } from './facts.ts';
import { NO_LINKS_EN, NO_LINKS_KO, seatEn, seatKo, vaccineEn, vaccineKo, whoseEn, whoseKo } from './lines.ts';
import { englishTime, koreanTime } from './seoul-time.ts';

/**
 * Another seat is held: which, until when, and how to take it without following any link. It says what was closed too,
 * because it may be the first that somebody hears of it.
 */
export const offer: Translated<(facts: TemplateFacts) => string> = {
  ko: (facts) =>
    facts.offer === null
      ? displacement.ko(facts)
      : [
          `[순번] 접종 기관 사정으로 닫힌 예약(${koreanTime(facts.startsAt)}, ${facts.siteName})을 대신할 시간을 맡아 두었습니다.`,
          ...whoseKo(facts),
          ...seatKo(facts.offer),
          vaccineKo(facts.offer.product, facts.dose),
          `${koreanTime(facts.offer.until)}까지 맡아 둡니다. 순번 누리집의 '내 예약'에서, 또는 ${facts.callUs}로 전화해 수락해 주십시오.`,
          `수락하지 않으셔도 우선 예약할 권리는 그대로입니다. ${NO_LINKS_KO}`,
        ].join('\n'),
  en: (facts) =>
    facts.offer === null
      ? displacement.en(facts)
      : [
          `[Sunbeon] The clinic had to close your booking (${englishTime(facts.startsAt)}, ${facts.siteName}). Another time is held for you:`,
          ...whoseEn(facts),
          ...seatEn(facts.offer),
          vaccineEn(facts.offer.product, facts.dose),
          `It is held until ${englishTime(facts.offer.until)}. Accept it on the Sunbeon website under "My bookings", or call ${facts.callUs}.`,
          `If you do not, your right of priority stays. ${NO_LINKS_EN}`,
        ].join('\n'),
};
