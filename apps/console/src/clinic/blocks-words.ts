import type { Translated } from '@sunbeon/core';

const ko = {
  title: '휴진',
  about: '휴진으로 정한 시간에는 예약 시간을 만들지 않습니다. 이미 만든 시간은 따로 닫아야 합니다.',
  from: '시작',
  until: '끝',
  reason: '사유',
  by: '정한 사람',
  none: '앞으로의 휴진이 없습니다.',
  actions: '고치기',
  remove: '휴진 취소',
  removeOf: (from: string) => `${from}부터의 휴진 취소`,
  add: '휴진 정하기',
  zone: '한국 시각입니다.',
  incomplete: '시작과 끝을 정하십시오. 끝이 시작보다 뒤여야 합니다.',
  added: '휴진을 정했습니다.',
  inside: (slots: number, taken: number) =>
    `이 시간 안에 이미 예약 시간 ${slots}개가 열려 있고 ${taken}명이 자리를 가지고 있습니다. 닫기 전까지는 그대로 진료합니다.`,
  close: (slots: number) => `그 시간 ${slots}개 닫기`,
  closeEffect: (taken: number) =>
    `자리를 가진 ${taken}명은 예약이 취소되지 않고 우선권을 얻으며, 가까운 빈 시간을 제안받고 문자로 안내를 받습니다. 닫은 시간은 다시 열 수 없습니다.`,
  closedNow: (slots: number, displaced: number, offered: number) =>
    `시간 ${slots}개를 닫았습니다. ${displaced}명이 우선권을 얻었고 ${offered}명에게 바로 다른 시간을 제안했습니다.`,
  tooMany: (most: number) => `한 번에 ${most}개까지 닫을 수 있습니다. 휴진을 나누어 정하십시오.`,
};

export const blocksWords: Translated<typeof ko> = {
  ko,
  en: {
    title: 'Blocks',
    about: 'No slots are laid out in a time that is blocked. Slots that exist have to be closed besides.',
    from: 'From',
    until: 'Until',
    reason: 'Reason',
    by: 'By',
    none: 'No blocks ahead.',
    actions: 'Change',
    remove: 'Take down',
    removeOf: (from) => `Take down the block from ${from}`,
    add: 'Block the time',
    zone: 'Korean time.',
    incomplete: 'Give a beginning and an end after it.',
    added: 'The time is blocked.',
    inside: (slots, taken) =>
      `${slots} slots are open in it already, with ${taken} seats taken. They take place until they are closed.`,
    close: (slots) => `Close those ${slots} slots`,
    closeEffect: (taken) =>
      `The ${taken} who have a seat are not cancelled: they have a right of priority, are offered a free time near by, and are told by text. What is closed cannot be opened again.`,
    closedNow: (slots, displaced, offered) =>
      `${slots} slots are closed. ${displaced} have a right of priority, ${offered} were offered another time at once.`,
    tooMany: (most) => `At most ${most} can be closed at once. Block shorter times.`,
  },
};
