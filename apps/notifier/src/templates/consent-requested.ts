import { maskedName } from '@sunbeon/core';
import { type ConsentTemplate, delegateEn, delegateKo, rightsEn, rightsKo } from './consent-facts.ts';
import { NO_LINKS_EN, NO_LINKS_KO } from './lines.ts';
import { englishTime, koreanTime } from './seoul-time.ts';

/** Somebody asks to act for another, who will answer by verifying or by phone. To the phone on the roll. */
export const consentRequested: ConsentTemplate = {
  ko: (facts) =>
    [
      `[순번] ${delegateKo(facts)}이 ${maskedName(facts.name)} 님의 예방접종 ${rightsKo(facts)} 대신하게 해 달라고 요청했습니다.`,
      `동의 번호: ${facts.reference}`,
      `동의하시려면 ${koreanTime(facts.until)}까지 순번 누리집에서 본인 확인을 하시거나 ${facts.callUs}로 전화해 동의 번호를 말씀해 주십시오.`,
      `모르는 분이면 아무것도 하지 않으셔도 됩니다. ${NO_LINKS_KO}`,
    ].join('\n'),
  en: (facts) =>
    [
      `[Sunbeon] ${delegateEn(facts)} asks to ${rightsEn(facts)} for you (${maskedName(facts.name)}).`,
      `Reference: ${facts.reference}`,
      `To agree, verify who you are on the Sunbeon website, or call ${facts.callUs} and read out the reference, until ${englishTime(facts.until)}.`,
      `If you do not know them, you need not do anything. ${NO_LINKS_EN}`,
    ].join('\n'),
};
