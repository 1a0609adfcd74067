import { maskedName } from '@sunbeon/core';
import { type ConsentTemplate, delegateEn, delegateKo, rightsEn, rightsKo } from './consent-facts.ts';
import { NO_LINKS_EN, NO_LINKS_KO } from './lines.ts';

/**
 * A one-time code, to the phone on the roll. It says who asks, what for, and what to do with a code one did not want. The
 * phone may be somebody else's by now: of whom it is meant for it says no more than they need.
 */
export const code: ConsentTemplate = {
  ko: (facts) =>
    [
      `[순번] 대리 동의 인증번호: ${facts.code}`,
      `${delegateKo(facts)}이 ${maskedName(facts.name)} 님의 예방접종 ${rightsKo(facts)} 대신하려고 합니다.`,
      `동의하시면 5분 안에 이 번호를 ${facts.otherName} 님에게만 알려 주십시오.`,
      `모르는 분이면 누구에게도 알려 주지 마십시오. 순번 직원은 이 번호를 묻지 않습니다. 문의: ${facts.callUs}. ${NO_LINKS_KO}`,
    ].join('\n'),
  en: (facts) =>
    [
      `[Sunbeon] Consent code: ${facts.code}`,
      `${delegateEn(facts)} asks to ${rightsEn(facts)} for you (${maskedName(facts.name)}).`,
      `If you agree, tell this code to ${facts.otherName} only, within 5 minutes.`,
      `If you do not know them, tell nobody. Our staff never ask for it. Questions: call ${facts.callUs}. ${NO_LINKS_EN}`,
    ].join('\n'),
};
