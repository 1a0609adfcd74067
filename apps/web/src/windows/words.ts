import type { EligibilityRule, Translated, WindowState } from '@sunbeon/core';

const ko = {
  title: '예방접종 예약',
  intro: '내 출생 연도의 예약을 고르십시오. 시작 전에 본인 확인을 해 두시면 시작될 때 바로 번호를 받습니다.',
  who: '본인 확인',
  notYet: '아직 본인 확인을 하지 않으셨습니다.',
  list: '예약 일정',
  none: '지금은 예약 일정이 없습니다.',
  loading: '불러오는 중입니다.',
  states: {
    scheduled: '시작 전',
    lobby: '추첨 대기 중',
    open: '예약 중',
    paused: '잠시 멈춤',
    exhausted: '수량 소진',
    closed: '끝남',
  } satisfies Record<WindowState, string>,
  opens: (day: string, clock: string) => `${day} ${clock} 시작`,
  opened: (day: string, clock: string) => `${day} ${clock}에 시작됨`,
  closes: (day: string, clock: string) => `${day} ${clock}까지`,
  forYou: '내가 대상인 예약입니다',
  notForYou: '내가 대상인 예약이 아닙니다',
  enter: '대기 화면으로',
  look: '자세히 보기',
  draw: '추첨 확인하기',
  until: (span: string) => `시작까지 ${span}`,
  started: '시작되었습니다.',
  movedFrom: '바뀌기 전 시각:',
  notice: (clock: string) => `안내 · ${clock}`,
  addToCalendar: '달력에 추가',
  openingTitle: (cohort: string) => `${cohort} 예방접종 예약 시작`,
  openingText:
    '시작 전에 본인 확인을 해 두시면 시작될 때 바로 번호를 받습니다. 시각이 바뀔 수 있으니 시작 전에 예약 화면을 확인하십시오.',
  eligibleTitle: '나도 대상일까요?',
  bornLabel: '생년월일',
  bornHint:
    '예: 1967-05-01. 날이나 달을 모르시면 1967-05, 1967처럼 아는 데까지만 적으십시오. 이 기기에서만 확인하며 아무 데도 보내지 않습니다.',
  noBirthDate: '생년월일을 1967-05-01처럼 적어 주십시오. 달력에 있는 날이어야 합니다.',
  check: '확인하기',
  answer: (born: string, fits: boolean) =>
    fits ? `${born}생은 대상인 예약이 있습니다.` : `${born}생이 대상인 예약은 지금 없습니다.`,
  fits: (cohort: string, opens: string) => `${cohort} 예약의 대상입니다. ${opens} 시작`,
  roll: '대상자 명단에도 있어야 합니다. 명단은 번호를 받을 때 확인합니다.',
  partial: '태어난 날이 다 알려지지 않은 분은, 가능한 날 가운데 하루라도 대상이면 대상입니다.',
  rules: {
    'born-before': (cohort: string) => `${cohort} 예약: 생년월일이 대상 기간보다 빠릅니다.`,
    'born-after': (cohort: string) => `${cohort} 예약: 생년월일이 대상 기간보다 늦습니다.`,
    'last-digit': (cohort: string) => `${cohort} 예약: 생일의 끝자리가 다릅니다.`,
    'not-on-roll': (cohort: string) => `${cohort} 예약: 대상자 명단에 없습니다.`,
  } satisfies Record<EligibilityRule, (cohort: string) => string>,
};

export type WindowsWords = typeof ko;

const en: WindowsWords = {
  title: 'Vaccination booking',
  intro: 'Choose the window for your year of birth. Verify who you are before it opens, and you get a number at once.',
  who: 'Who you are',
  notYet: 'You have not been verified yet.',
  list: 'Windows',
  none: 'There are no windows at the moment.',
  loading: 'Loading.',
  states: {
    scheduled: 'Not open yet',
    lobby: 'Lobby open',
    open: 'Open',
    paused: 'Paused',
    exhausted: 'No doses left',
    closed: 'Closed',
  },
  opens: (day, clock) => `Opens ${day}, ${clock}`,
  opened: (day, clock) => `Opened ${day}, ${clock}`,
  closes: (day, clock) => `Until ${day}, ${clock}`,
  forYou: 'This window is for you',
  notForYou: 'This window is not for you',
  enter: 'Go to the waiting page',
  look: 'See details',
  draw: 'Check the draw',
  until: (span) => `Opens in ${span}`,
  started: 'It has opened.',
  movedFrom: 'Time before the change:',
  notice: (clock) => `Notice · ${clock}`,
  addToCalendar: 'Add to calendar',
  openingTitle: (cohort) => `Vaccination booking opens for ${cohort}`,
  openingText:
    'Verify who you are before it opens, and you get a number at once. The time may change: look at the page before.',
  eligibleTitle: 'Is one of them for me?',
  bornLabel: 'Date of birth',
  bornHint:
    'For example 1967-05-01. If you do not know the day or the month, write as much as you know: 1967-05, 1967. It is checked on this device alone and sent nowhere.',
  noBirthDate: 'Write the date of birth like 1967-05-01, a day that exists.',
  check: 'Check',
  answer: (born, fits) =>
    fits ? `There is a window for people born ${born}.` : `At the moment there is no window for people born ${born}.`,
  fits: (cohort, opens) => `You are in the group: ${cohort}. Opens ${opens}`,
  roll: 'You also have to be on the roll, which is looked up when you get your number.',
  partial: 'For whoever’s day of birth is not fully known, one possible day in the group is enough.',
  rules: {
    'born-before': (cohort) => `The window for ${cohort}: you were born before that.`,
    'born-after': (cohort) => `The window for ${cohort}: you were born after that.`,
    'last-digit': (cohort) => `The window for ${cohort}: the day you were born ends in another digit.`,
    'not-on-roll': (cohort) => `The window for ${cohort}: you are not on the roll.`,
  },
};

export const windowsWords: Translated<WindowsWords> = { ko, en };
