import { MAX_REDUCED, type Translated } from '@sunbeon/core';

const ko = {
  capacityLabel: '새 정원',
  capacityHint: (taken: number) => `지금 ${taken}명이 자리를 가지고 있습니다. 제안받아 맡아 둔 자리도 셉니다.`,
  changeCapacity: '정원 바꾸기',
  same: '지금 정원과 같습니다.',
  notANumber: '0부터 10,000까지의 수를 적으십시오.',
  closeSlot: '이 시간 닫기',
  closeEffect: (taken: number) =>
    taken === 0
      ? '이 시간에는 더는 예약할 수 없습니다. 다시 열 수 없습니다.'
      : `이 시간에는 더는 예약할 수 없고, 다시 열 수 없습니다. 자리를 가진 ${taken}명은 예약이 취소되지 않고 우선권을 얻으며, 가까운 빈 시간을 제안받고 문자로 안내를 받습니다.`,
  isClosed: '이미 닫힌 시간입니다.',
  closedNow: (displaced: number, offered: number) =>
    displaced === 0
      ? '시간을 닫았습니다.'
      : `시간을 닫았습니다. ${displaced}명이 우선권을 얻었고 ${offered}명에게 바로 다른 시간을 제안했습니다.`,
  hide: '닫지 않고 접기',
  tooFew: (taken: number, wanted: number) =>
    `${taken}명이 자리를 가지고 있어 정원을 ${wanted}명으로 바로 줄일 수 없습니다.`,
  reduce: (count: number) => `${count}명에게 다른 시간을 제안하며 줄이기`,
  reduceEffect: (count: number, offered: number) =>
    `가장 늦은 번호부터 ${count}명이 자리를 내놓습니다. 예약이 취소되지는 않습니다. 우선권을 얻고 문자로 안내를 받습니다. 지금 ${offered}명에게 다른 시간을 제안할 수 있습니다.`,
  noOffer: '가까운 빈 시간 없음: 우선권만',
  reduceTooMany: `한 번에 ${MAX_REDUCED}명까지 옮길 수 있습니다. 정원을 나누어 줄이거나 시간을 닫으십시오.`,
  looking: '누가 옮겨지는지 알아보는 중입니다.',
  reduced: (count: number) => `정원을 줄였습니다. ${count}명에게 안내를 보냅니다.`,
};

export const slotWords: Translated<typeof ko> = {
  ko,
  en: {
    capacityLabel: 'New capacity',
    capacityHint: (taken) => `${taken} seats are taken now, those kept for somebody who was offered one included.`,
    changeCapacity: 'Change the capacity',
    same: 'That is the capacity already.',
    notANumber: 'A number from 0 to 10,000.',
    closeSlot: 'Close this time',
    closeEffect: (taken) =>
      taken === 0
        ? 'Nobody can book it any more. It cannot be opened again.'
        : `Nobody can book it any more, and it cannot be opened again. The ${taken} who have a seat are not cancelled: they have a right of priority, are offered a free time near by, and are told by text.`,
    isClosed: 'It is closed already.',
    closedNow: (displaced, offered) =>
      displaced === 0
        ? 'The time is closed.'
        : `The time is closed. ${displaced} have a right of priority, ${offered} were offered another time at once.`,
    hide: 'Leave it',
    tooFew: (taken, wanted) => `${taken} have a seat, so the capacity cannot simply be ${wanted}.`,
    reduce: (count) => `Reduce it, offering ${count} another time`,
    reduceEffect: (count, offered) =>
      `Those with the latest numbers, ${count} of them, give up their seats. Nobody is cancelled: they have a right of priority and are told by text. At this moment ${offered} of them can be offered another time.`,
    noOffer: 'nothing free near by: right of priority only',
    reduceTooMany: `At most ${MAX_REDUCED} people can be moved at once. Reduce it in steps, or close the time.`,
    looking: 'Finding out who would be moved.',
    reduced: (count) => `The capacity is reduced. ${count} will be told.`,
  },
};
