import type { MyBookings, Translated } from '@sunbeon/core';

type MessageState = NonNullable<MyBookings['bookings'][number]['message']>;

const ko = {
  title: '내 예약',
  notYet: '예약을 보려면 본인 확인이 필요합니다.',
  loading: '불러오는 중입니다.',
  none: '확정된 예약이 없습니다.',
  noneNext: '방금 신청하셨다면 예약 화면에서 결과를 확인하십시오.',
  seeWindows: '예약 일정 보기',
  states: { confirmed: '예약 확정', cancelled: '취소됨', displaced: '자리 다시 안내' },
  number: '예약 번호',
  when: '일시',
  where: '장소',
  what: '백신',
  message: '확인 문자',
  messages: {
    queued: '곧 보냅니다',
    sent: '보냈습니다',
    delivered: '휴대전화에 도착했습니다',
    failed: '보내지 못했습니다. 예약은 그대로 유효합니다.',
    superseded: '예약이 바뀌어 새 문자로 대신합니다',
  } satisfies Record<MessageState, string>,
};

export type MyWords = typeof ko;

const en: MyWords = {
  title: 'My bookings',
  notYet: 'Verify who you are to see your bookings.',
  loading: 'Loading.',
  none: 'You have no booking.',
  noneNext: 'If you have just sent a request, see its outcome on the booking page.',
  seeWindows: 'See the windows',
  states: { confirmed: 'Booked', cancelled: 'Cancelled', displaced: 'Needs another time' },
  number: 'Booking number',
  when: 'When',
  where: 'Where',
  what: 'Vaccine',
  message: 'Text message',
  messages: {
    queued: 'on its way soon',
    sent: 'sent',
    delivered: 'has reached your phone',
    failed: 'could not be sent. Your booking is valid all the same.',
    superseded: 'the booking changed; a newer message took its place',
  },
};

export const myWords: Translated<MyWords> = { ko, en };
