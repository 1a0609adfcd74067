import type { Translated, WindowState } from '@sunbeon/core';

const ko = {
  title: '순번의 원리',
  intro: '누구에게나 같은 규칙으로 순서를 드리고, 그 규칙이 지켜지는지 누구나 확인하실 수 있게 합니다.',
  tonight: '지금의 예약',
  noNight: '지금 진행 중인 예약이 없습니다.',
  loading: '불러오는 중입니다.',
  states: {
    scheduled: '시작 전',
    lobby: '추첨 대기 중',
    open: '예약 중',
    paused: '잠시 멈춤',
    exhausted: '수량 소진',
    closed: '끝남',
  } satisfies Record<WindowState, string>,
  waiting: '기다리는 분',
  calledPerMinute: '1분에 부르는 번호',
  bookedPerMinute: '1분에 예약하는 분',
  remaining: '남은 수량',
  unknown: '아직 모름',
  people: (count: string) => `${count}명`,
  soFar: (called: string, booked: string) => `지금까지 ${called}명을 불렀고 ${booked}명이 예약했습니다.`,
  accuracy: (checked: string, within: string, error: string) =>
    `예상 시각은 얼마나 맞았습니까? 최근 ${checked}번 가운데 ${within}%는 알려 드린 시간 안에 차례가 왔습니다. 어긋난 정도는 보통 ${error}%였습니다.`,
  notMeasured: '예상 시각이 얼마나 맞는지는 조금 뒤에 여기에 나타납니다.',
  chart: (most: string) => `지난 한 시간 동안 1분마다 부른 번호. 가장 많을 때 ${most}명`,
  byMinute: '1분마다 표로 보기',
  minute: '시각',
  called: '부른 번호',
  booked: '예약한 분',
  at: (clock: string) => `${clock} 기준. 저절로 새로 고칩니다.`,
  offline: (clock: string) => `연결되지 않습니다. ${clock}에 마지막으로 확인했고, 계속 시도합니다.`,
  unreachable: '연결되지 않습니다. 계속 시도합니다.',
  rulesTitle: '지키는 약속',
  rules: [
    [
      '시작 시각은 서버의 시계로 정합니다.',
      '기기의 시계를 바꾸거나 링크를 미리 알아도 먼저 번호를 받을 수 없습니다. 번호를 주는 바로 그 순간에 시각을 확인합니다.',
    ],
    [
      '한 사람에 번호 하나입니다.',
      '번호는 화면이 아니라 사람의 것입니다. 휴대전화와 컴퓨터를 여러 대 쓰거나 가족이 함께 눌러도 번호는 같습니다.',
    ],
    [
      '온 순서대로, 또는 확인할 수 있는 추첨으로 부릅니다.',
      '추첨은 미리 봉해 둔 씨앗으로 합니다. 씨앗의 지문을 먼저 알리고 시작할 때 씨앗을 밝히므로, 끝난 뒤 누구나 다시 계산할 수 있습니다.',
    ],
    [
      '창을 닫아도 순서를 잃지 않습니다.',
      '오지 않는 번호 때문에 다른 분이 기다리지 않도록 더 부르고, 늦게 오신 분도 들어가실 수 있습니다.',
    ],
    [
      '‘예약 확정’은 정말로 적힌 뒤에만 말합니다.',
      '그 전에는 ‘접수됨(확정 전)’이라고만 합니다. 같은 신청을 여러 번 보내도 한 번만 처리합니다.',
    ],
    ['자리보다 많이 예약되지 않습니다.', '한 자리에 두 사람, 한 사람에 두 예약은 데이터베이스가 받지 않습니다.'],
    [
      '숫자를 꾸미지 않습니다.',
      '앞사람 수와 예상 시각은 잰 값입니다. 모자랄 것 같으면 미리 말씀드리고, 예상이 얼마나 틀렸는지도 위에 보여 드립니다.',
    ],
    [
      '개인 정보는 잠가 둡니다.',
      '이름과 전화번호는 암호로 잠겨 다니고, 주민등록번호는 받지 않습니다. 무엇이 보관되어 있는지는 ‘내 정보’에서 보실 수 있습니다.',
    ],
  ] satisfies [string, string][],
  drawTitle: '추첨 다시 계산하기',
  drawText: '추첨으로 순서를 정한 예약마다, 이 기기에서 순서를 다시 계산해 보실 수 있습니다.',
  drawNone: '추첨으로 순서를 정하는 예약이 지금은 없습니다.',
  drawOf: (cohort: string) => `${cohort} 추첨 확인하기`,
  moreTitle: '더 알아보기',
  data: '보관된 내 정보 보기',
  docs: '프로그램이 쓰는 호출 설명서(영어)',
};

export type TrustWords = typeof ko;

const en: TrustWords = {
  title: 'How the line works',
  intro: 'Everybody gets their place by the same rules, and anybody can check that the rules are kept.',
  tonight: 'Booking now',
  noNight: 'No booking is going on at the moment.',
  loading: 'Loading.',
  states: {
    scheduled: 'Not open yet',
    lobby: 'Lobby open',
    open: 'Open',
    paused: 'Paused',
    exhausted: 'No doses left',
    closed: 'Closed',
  },
  waiting: 'Waiting',
  calledPerMinute: 'Called per minute',
  bookedPerMinute: 'Booked per minute',
  remaining: 'Doses left',
  unknown: 'not known yet',
  people: (count) => count,
  soFar: (called, booked) => `Called so far: ${called}. Booked so far: ${booked}.`,
  accuracy: (checked, within, error) =>
    `How right were the expected times? Of the latest ${checked}, ${within}% were called within the time we had told them. We were usually off by ${error}%.`,
  notMeasured: 'How right the expected times are will show here in a little while.',
  chart: (most) => `Numbers called in each minute of the last hour. At most ${most}`,
  byMinute: 'See each minute as a table',
  minute: 'Time',
  called: 'Called',
  booked: 'Booked',
  at: (clock) => `As of ${clock}. It renews itself.`,
  offline: (clock) => `There is no connection. Last known at ${clock}; we keep trying.`,
  unreachable: 'There is no connection. We keep trying.',
  rulesTitle: 'What we promise',
  rules: [
    [
      'Booking opens by the server’s clock.',
      'Nobody gets a number early by setting a clock or knowing a link. The time is checked in the very step that gives the number.',
    ],
    [
      'One person, one number.',
      'A number belongs to a person, not to a screen. More phones, more computers or the whole family pressing at once: the number stays the same.',
    ],
    [
      'First come, first called, or by a draw you can check.',
      'A draw goes by a seed that was sealed beforehand. Its fingerprint is published first and the seed at the opening, so that anybody can compute the order again.',
    ],
    [
      'Closing the page costs nothing.',
      'We call on past numbers nobody comes for, so that nobody waits for them; and whoever comes late still gets in.',
    ],
    [
      'We say “booked” only once it is written.',
      'Until then we say “received, not booked yet”. However often the same request is sent, it counts once.',
    ],
    [
      'There are never more bookings than places.',
      'Two people in one place, or two bookings for one person, are refused by the database itself.',
    ],
    [
      'The numbers are measured.',
      'How many are ahead and the expected time come from measurement. When it may not be enough we say so early, and above you see how wrong we were.',
    ],
    [
      'Personal data stays sealed.',
      'Names and phone numbers travel under seal, and we never take resident registration numbers. “My data” shows what is kept about you.',
    ],
  ],
  drawTitle: 'Compute a draw again',
  drawText: 'For every window whose order was drawn, you can compute the order again on this device.',
  drawNone: 'There is no window whose order is drawn at the moment.',
  drawOf: (cohort) => `Check the draw for ${cohort}`,
  moreTitle: 'More',
  data: 'See what is kept about me',
  docs: 'The calls that programs use',
};

export const trustWords: Translated<TrustWords> = { ko, en };
