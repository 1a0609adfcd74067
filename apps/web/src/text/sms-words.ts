import type { MyBookings, Translated } from '@sunbeon/core';

type MessageState = NonNullable<MyBookings['bookings'][number]['message']>;

const ko = {
  message: '안내 문자',
  messages: {
    queued: '곧 보냅니다',
    sent: '보냈습니다',
    delivered: '휴대전화에 도착했습니다',
    failed: '보내지 못했습니다. 예약 상태는 이 화면이 맞습니다.',
    superseded: '예약이 바뀌어 새 문자로 대신합니다',
  } satisfies Record<MessageState, string>,
};

type SmsWords = typeof ko;

const en: SmsWords = {
  message: 'Text message',
  messages: {
    queued: 'on its way soon',
    sent: 'sent',
    delivered: 'has reached the phone',
    failed: 'could not be sent. What this page says is what counts.',
    superseded: 'the booking changed; a newer message took its place',
  },
};

/** How far the text message about a booking has come. */
export const smsWords: Translated<SmsWords> = { ko, en };
