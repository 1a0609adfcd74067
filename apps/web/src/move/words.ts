import type { Translated } from '@sunbeon/core';

const refusalsKo: Readonly<Record<string, string>> = {
  'slot-full': '그 시간은 방금 마감되었습니다.',
  'slot-unknown': '그 시간은 고르실 수 없습니다. 다른 시간을 고르십시오.',
  'no-second-dose': '이어지는 2차 접종 자리가 없습니다. 다른 시간을 고르십시오.',
  'second-dose-too-early': '2차 접종은 1차 뒤 정해진 날수가 지나야 합니다. 더 늦은 날을 고르십시오.',
  'booking-past': '이미 지난 예약은 옮기실 수 없습니다.',
  'booking-cancelled': '이미 취소된 예약입니다.',
  'booking-unknown': '이 예약을 찾을 수 없습니다.',
  'consent-ended': '대신 바꿀 동의가 끝났습니다.',
  'too-many-requests': '너무 자주 바꾸셨습니다. 잠시 뒤에 다시 시도하십시오.',
};

const ko = {
  title: '언제로 옮기시겠습니까?',
  titleFor: (name: string) => `${name} 님의 예약을 언제로 옮기시겠습니까?`,
  back: '옮기지 않고 돌아가기',
  now: '지금 예약',
  safe: '새 자리를 얻은 뒤에만 지금 자리를 내놓습니다. 그 전에는 아무것도 바뀌지 않습니다.',
  loading: '불러오는 중입니다.',
  unreachable: '연결되지 않습니다. 계속 시도합니다.',
  chosen: '선택',
  otherDistrict: '다른 지역에서 고르기',
  confirmLabel: '옮길 시간',
  moveHere: '이 시간으로 옮기기',
  underWay: '옮기고 있습니다',
  takeThis: '이 시간으로',
  stays: '지금 예약은 그대로입니다.',
  notDone: '연결되지 않아 결과를 듣지 못했습니다. 다시 눌러 주십시오. 두 번 눌러도 한 번만 옮깁니다.',
  refusals: refusalsKo,
};

const refusalsEn: Readonly<Record<string, string>> = {
  'slot-full': 'That time has just become full.',
  'slot-unknown': 'That time cannot be chosen. Please choose another.',
  'no-second-dose': 'No seat is left for the second dose after it. Please choose another time.',
  'second-dose-too-early': 'The second dose needs more days after the first. Please choose a later day.',
  'booking-past': 'A booking whose time is over cannot be moved.',
  'booking-cancelled': 'This booking is cancelled.',
  'booking-unknown': 'This booking cannot be found.',
  'consent-ended': 'The consent to change it has ended.',
  'too-many-requests': 'That were many changes. Try again in a moment.',
};

const en: typeof ko = {
  title: 'When would you like to come instead?',
  titleFor: (name) => `When should ${name} come instead?`,
  back: 'Back, without moving',
  now: 'Booked now',
  safe: 'Your present place is given up only once you have the new one. Until then nothing changes.',
  loading: 'Loading.',
  unreachable: 'There is no connection. We keep trying.',
  chosen: 'chosen',
  otherDistrict: 'Choose in another district',
  confirmLabel: 'New time',
  moveHere: 'Move to this time',
  underWay: 'Moving',
  takeThis: 'Move here',
  stays: 'Your booking is as it was.',
  notDone: 'There was no connection, so we do not know the outcome. Press again; pressing twice counts once.',
  refusals: refusalsEn,
};

/** Words of moving a booking. */
export const moveWords: Translated<typeof ko> = { ko, en };
