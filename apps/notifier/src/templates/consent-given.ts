import { type ConsentTemplate, delegateEn, delegateKo, rightsEn, rightsKo } from './consent-facts.ts';
import { NO_LINKS_EN, NO_LINKS_KO } from './lines.ts';
import { englishTime, koreanTime } from './seoul-time.ts';

/** One may act for the other: to both sides. */
export const consentGiven: ConsentTemplate = {
  ko: (facts) =>
    facts.side === 'delegate'
      ? [
          `[순번] ${facts.otherName} 님이 동의했습니다.`,
          `${koreanTime(facts.until)}까지 예방접종 ${rightsKo(facts)} 대신하실 수 있습니다.`,
          `요청하지 않으셨다면 ${facts.callUs}로 전화하시기 바랍니다. ${NO_LINKS_KO}`,
        ].join('\n')
      : [
          `[순번] ${delegateKo(facts)}이 ${koreanTime(facts.until)}까지 ${facts.name} 님의 예방접종 ${rightsKo(facts)} 대신합니다.`,
          `언제든지 그만두게 하실 수 있습니다: 순번 누리집의 '가족'에서, 또는 ${facts.callUs}로 전화해 동의 번호 ${facts.reference}`,
          `동의하지 않으셨다면 바로 전화하시기 바랍니다. ${NO_LINKS_KO}`,
        ].join('\n'),
  en: (facts) =>
    facts.side === 'delegate'
      ? [
          `[Sunbeon] ${facts.otherName} has agreed.`,
          `You may ${rightsEn(facts)} for them until ${englishTime(facts.until)}.`,
          `If you did not ask for this, call ${facts.callUs}. ${NO_LINKS_EN}`,
        ].join('\n')
      : [
          `[Sunbeon] ${delegateEn(facts)} may ${rightsEn(facts)} for you, ${facts.name}, until ${englishTime(facts.until)}.`,
          `You can end this at any time: on the Sunbeon website under "Family", or call ${facts.callUs} with the reference ${facts.reference}`,
          `If you did not agree to this, please call at once. ${NO_LINKS_EN}`,
        ].join('\n'),
};
