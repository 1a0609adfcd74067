import type { Translated } from '@sunbeon/core';

const ko = {
  title: '진료 시간',
  about:
    '요일마다 언제부터 언제까지, 몇 분마다, 한 번에 몇 명을 받는지 정합니다. 시각은 24시간제로 적습니다(하루의 끝은 24:00). 이미 만든 예약 시간은 바뀌지 않습니다.',
  none: '아직 정한 진료 시간이 없습니다.',
  weekday: '요일',
  opens: '시작',
  closes: '끝',
  every: '간격(분)',
  capacity: '정원',
  product: '백신',
  actions: '고치기',
  remove: '지우기',
  removeLine: (line: number) => `${line}번째 줄 지우기`,
  of: (name: string, line: number) => `${line}번째 줄 ${name}`,
  add: '줄 추가',
  copy: '월요일을 평일에 복사',
  noMonday: '월요일 시간이 없습니다.',
  save: '진료 시간 저장',
  saved: '저장했습니다. 이제 만드는 예약 시간부터 이대로 됩니다.',
  same: '바뀐 것이 없습니다.',
  wrong: (line: number) =>
    `${line}번째 줄을 고치십시오: 끝나기 전에 한 번은 받을 수 있어야 하고, 같은 백신의 시간이 겹치면 안 됩니다.`,
  tooMany: '줄이 너무 많습니다.',
};

export const hoursWords: Translated<typeof ko> = {
  ko,
  en: {
    title: 'Hours',
    about:
      'On each weekday: from when to when, every how many minutes, how many people at a time; by 24 hours, the end of a day is 24:00. Slots that exist stay as they are.',
    none: 'No hours have been set yet.',
    weekday: 'Weekday',
    opens: 'From',
    closes: 'Until',
    every: 'Every (min)',
    capacity: 'Capacity',
    product: 'Product',
    actions: 'Change',
    remove: 'Remove',
    removeLine: (line) => `Remove line ${line}`,
    of: (name, line) => `${name}, line ${line}`,
    add: 'Add a line',
    copy: 'Copy Monday to the working days',
    noMonday: 'There are no hours on Monday.',
    save: 'Save the hours',
    saved: 'Saved. Slots laid out from now on go by them.',
    same: 'Nothing has changed.',
    wrong: (line) =>
      `Line ${line}: at least one appointment has to fit before the end, and times of one product may not overlap.`,
    tooMany: 'There are too many lines.',
  },
};
