import type { MessageKind, MessageState, Translated } from '@sunbeon/core';

/** What a text tells of. */
export const messageKindWords: Translated<Record<MessageKind, string>> = {
  ko: {
    confirmation: '예약 확정 문자',
    cancellation: '취소 문자',
    move: '변경 문자',
    displacement: '자리 상실 안내 문자',
    offer: '다른 자리 안내 문자',
    code: '인증 번호 문자',
    'consent-requested': '동의 요청 문자',
    'consent-given': '동의 완료 문자',
    'consent-ended': '동의 종료 문자',
    turn: '차례 알림 문자',
  },
  en: {
    confirmation: 'Text of the booking',
    cancellation: 'Text of the cancellation',
    move: 'Text of the change',
    displacement: 'Text of the lost place',
    offer: 'Text of another place',
    code: 'Text with a code',
    'consent-requested': 'Text asking for a consent',
    'consent-given': 'Text of a consent',
    'consent-ended': 'Text of the end of a consent',
    turn: 'Text of the turn',
  },
};

/** How far a text has come. */
export const messageStateWords: Translated<Record<MessageState, string>> = {
  ko: {
    queued: '보내는 중',
    sent: '보냄, 도착은 아직 모름',
    delivered: '도착함',
    failed: '보내지 못함',
    superseded: '보내지 않음, 더 새 소식이 있음',
  },
  en: {
    queued: 'on its way out',
    sent: 'sent, not known to have arrived',
    delivered: 'arrived',
    failed: 'could not be sent',
    superseded: 'not sent, there is newer news',
  },
};
