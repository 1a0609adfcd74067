import type { Translated } from '@sunbeon/core';

const ko = {
  title: '운영 종료',
  about: '이 의료기관의 모든 예약 시간을 닫습니다. 되돌릴 수 없어서, 요청하면 관리자 한 사람이 더 승인해야 합니다.',
  scope: '범위',
  all: '모든 예약 창, 의료기관 자체를 종료',
  onlyOne: (title: string) => `이 예약 창만: ${title}`,
  ask: '운영 종료 요청',
  effect: (name: string) =>
    `${name}의 열린 예약 시간을 모두 닫습니다. 예약한 사람은 한 사람도 취소되지 않습니다. 모두 우선권을 얻고, 가까운 의료기관의 빈 시간을 제안받고, 문자로 안내를 받습니다.`,
  already: '이미 운영을 마쳤습니다.',
  asked: (slots: string, bookings: string) =>
    `승인을 요청했습니다. 승인되면 예약 시간 ${slots}개가 닫히고 예약 ${bookings}건이 우선권을 얻습니다. 한 시간 안에 승인되지 않으면 없던 일이 됩니다.`,
  look: '승인 요청 보기',
  closed: (slots: string, displaced: string, offered: string) =>
    `예약 시간 ${slots}개를 닫았습니다. ${displaced}명이 우선권을 얻었고 ${offered}명에게 바로 다른 시간을 제안했습니다.`,
};

export const closingWords: Translated<typeof ko> = {
  ko,
  en: {
    title: 'Closing',
    about: 'Closes every slot of this clinic. It cannot be undone, so an admin has to approve what you ask for.',
    scope: 'What',
    all: 'All windows, and the clinic itself',
    onlyOne: (title) => `One window only: ${title}`,
    ask: 'Ask to close',
    effect: (name) =>
      `Every open slot of ${name} is closed. Nobody who is booked is cancelled: all of them have a right of priority, are offered a free time near by, and are told by text.`,
    already: 'It is closed already.',
    asked: (slots, bookings) =>
      `You have asked for it. Once approved, ${slots} slots are closed and ${bookings} bookings get a right of priority. Without an approval within an hour nothing happens.`,
    look: 'See the request',
    closed: (slots, displaced, offered) =>
      `${slots} slots are closed. ${displaced} have a right of priority, ${offered} were offered another time at once.`,
  },
};
