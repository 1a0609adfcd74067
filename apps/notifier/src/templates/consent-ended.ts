import type { ConsentTemplate, ConsentTemplateFacts } from './consent-facts.ts';
import { NO_LINKS_EN, NO_LINKS_KO } from './lines.ts';

/** One may no longer act for the other, or was refused: to both sides, and of a refusal to whoever asked. */
export const consentEnded: ConsentTemplate = {
  ko: (facts) =>
    [
      facts.side === 'delegate'
        ? `[순번] ${facts.otherName} 님의 예방접종 예약을 대신하실 수 없습니다: ${whyKo(facts)}`
        : `[순번] ${facts.otherName} 님은 이제 ${facts.name} 님의 예방접종 예약을 대신할 수 없습니다: ${whyKo(facts)}`,
      `이미 한 예약은 그대로입니다. 문의: ${facts.callUs}. ${NO_LINKS_KO}`,
    ].join('\n'),
  en: (facts) =>
    [
      facts.side === 'delegate'
        ? `[Sunbeon] You cannot act for ${facts.otherName}: ${whyEn(facts)}`
        : `[Sunbeon] ${facts.otherName} can no longer act for you, ${facts.name}: ${whyEn(facts)}`,
      `Bookings that were made stay as they are. Questions: call ${facts.callUs}. ${NO_LINKS_EN}`,
    ].join('\n'),
};

function whyKo({ state, endedBy, side, otherName }: ConsentTemplateFacts): string {
  if (state === 'refused') return `${otherName} 님이 동의하지 않으셨습니다.`;
  if (state === 'lapsed') return '동의 기간이 끝났습니다.';
  if (endedBy === 'agent') return '상담원이 요청을 받아 끝냈습니다.';
  if (endedBy === 'system') return '새로운 동의로 바뀌었습니다.';
  return endedBy === side ? '직접 끝내셨습니다.' : `${otherName} 님이 끝내셨습니다.`;
}

function whyEn({ state, endedBy, side, otherName }: ConsentTemplateFacts): string {
  if (state === 'refused') return `${otherName} did not agree.`;
  if (state === 'lapsed') return 'the consent has run out.';
  if (endedBy === 'agent') return 'an agent was asked to end it.';
  if (endedBy === 'system') return 'a newer consent has taken its place.';
  return endedBy === side ? 'you have ended it.' : `${otherName} has ended it.`;
}
