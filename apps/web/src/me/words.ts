import type { MyBookings, Translated } from '@sunbeon/core';
import type { Change } from './change.ts';

type MessageState = NonNullable<MyBookings['bookings'][number]['message']>;

const ko = {
  title: '내 예약',
  notYet: '예약을 보려면 본인 확인이 필요합니다.',
  loading: '불러오는 중입니다.',
  none: '확정된 예약이 없습니다.',
  noneNext: '방금 신청하셨다면 예약 화면에서 결과를 확인하십시오.',
  seeWindows: '예약 일정 보기',
  states: { confirmed: '예약 확정', cancelled: '취소됨', displaced: '시간을 다시 정해야 합니다' },
  number: '예약 번호',
  dose: '접종 차수',
  doses: { 1: '1차 접종', 2: '2차 접종' },
  when: '일시',
  where: '장소',
  what: '백신',
  message: '안내 문자',
  messages: {
    queued: '곧 보냅니다',
    sent: '보냈습니다',
    delivered: '휴대전화에 도착했습니다',
    failed: '보내지 못했습니다. 예약 상태는 이 화면이 맞습니다.',
    superseded: '예약이 바뀌어 새 문자로 대신합니다',
  } satisfies Record<MessageState, string>,
  resend: '문자 다시 받기',
  cancel: '예약 취소',
  reallyCancel: '이 예약을 취소하시겠습니까? 자리는 바로 다른 분께 돌아갑니다.',
  reallyCancelBoth: '이 예약을 취소하시겠습니까? 2차 접종 예약도 함께 취소되고, 자리는 바로 다른 분께 돌아갑니다.',
  yesCancel: '예, 취소합니다',
  keep: '아니요, 그대로 둡니다',
  bookAgain: '다시 예약하기',
  moveByPhone: '다른 날짜나 시간으로 옮기시려면 전화 1339로 말씀해 주십시오.',
  displaced: '예약하신 시간에 접종할 수 없게 되었습니다. 예약이 취소된 것은 아니며, 먼저 예약할 권리가 있습니다.',
  noOfferYet: '가까운 자리가 나면 이 화면과 문자로 알려 드립니다. 전화 1339에서도 다른 시간을 고르실 수 있습니다.',
  offered: (until: string) => `대신할 자리를 ${until}까지 맡아 두었습니다.`,
  accept: '이 시간으로 하기',
  decline: '다른 시간 기다리기',
  done: {
    cancel: '예약을 취소했습니다. 대기 번호는 그대로이므로, 예약 기간 안에는 다시 들어가 예약하실 수 있습니다.',
    resend: '문자를 다시 보냅니다.',
    accept: '새 시간으로 예약되었습니다.',
    decline: '거절했습니다. 먼저 예약할 권리는 그대로입니다.',
  } satisfies Record<Change, string>,
  notDone: '연결되지 않아 처리하지 못했습니다. 다시 눌러 주십시오. 두 번 눌러도 한 번만 처리됩니다.',
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
  dose: 'Dose',
  doses: { 1: 'First dose', 2: 'Second dose' },
  when: 'When',
  where: 'Where',
  what: 'Vaccine',
  message: 'Text message',
  messages: {
    queued: 'on its way soon',
    sent: 'sent',
    delivered: 'has reached your phone',
    failed: 'could not be sent. What this page says is what counts.',
    superseded: 'the booking changed; a newer message took its place',
  },
  resend: 'Send the message again',
  cancel: 'Cancel this booking',
  reallyCancel: 'Cancel this booking? The seat goes to somebody else at once.',
  reallyCancelBoth:
    'Cancel this booking? The second dose is cancelled with it, and both seats go to somebody else at once.',
  yesCancel: 'Yes, cancel it',
  keep: 'No, keep it',
  bookAgain: 'Book again',
  moveByPhone: 'To move to another day or time, call 1339.',
  displaced: 'Your appointment cannot take place at its time. It is not cancelled: you have a right of priority.',
  noOfferYet:
    'As soon as there is a place near it, you read so here and in a message. You can also choose by phone: 1339.',
  offered: (until) => `We keep another place for you until ${until}.`,
  accept: 'Take this time',
  decline: 'Wait for another',
  done: {
    cancel:
      'The booking is cancelled. You keep your number in line, and may go in and book again while booking is open.',
    resend: 'The message is being sent again.',
    accept: 'You are booked for the new time.',
    decline: 'Declined. Your right of priority stays.',
  },
  notDone: 'There was no connection, so nothing was done yet. Press again; pressing twice counts once.',
};

export const myWords: Translated<MyWords> = { ko, en };
