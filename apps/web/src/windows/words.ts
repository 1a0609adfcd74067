import type { Translated, WindowState } from '@sunbeon/core';

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
};

export const windowsWords: Translated<WindowsWords> = { ko, en };
