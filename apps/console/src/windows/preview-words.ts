import type { PreviewPage, PreviewTurn, PreviewVisitor, Translated } from '@sunbeon/core';

const ko = {
  title: '시민 화면 미리 보기',
  hint: '시민이 볼 화면을 고른 순간의 모습 그대로 그립니다. 줄의 숫자는 예입니다.',
  page: '화면',
  pages: { waiting: '대기 화면', list: '예약 일정의 항목' } satisfies Record<PreviewPage, string>,
  language: '언어',
  visitor: '보는 사람',
  visitors: {
    stranger: '본인 확인 전',
    verified: '본인 확인을 마친 대상자',
    'in-line': '번호를 받고 기다리는 사람',
    called: '차례가 된 사람',
  } satisfies Record<PreviewVisitor, string>,
  turn: '창의 상태',
  turns: {
    'as-planned': '계획대로',
    paused: '호출을 멈췄다면',
    exhausted: '수량이 다했다면',
    closed: '일찍 닫았다면',
  } satisfies Record<PreviewTurn, string>,
  at: '보는 순간',
  slide: '시간 옮기기',
  ahead: '앞에 있는 사람',
  remaining: '남은 수량',
  frame: (page: string, moment: string) => `${page}, ${moment}`,
};

export const previewWords: Translated<typeof ko> = {
  ko,
  en: {
    title: 'What citizens will see',
    hint: 'The page itself, drawn as it will be at the chosen moment. The numbers of the line are examples.',
    page: 'Page',
    pages: { waiting: 'waiting page', list: 'entry of the list' },
    language: 'Language',
    visitor: 'Who looks',
    visitors: {
      stranger: 'somebody not verified yet',
      verified: 'somebody of the cohort, verified',
      'in-line': 'somebody in line',
      called: 'somebody whose turn it is',
    },
    turn: 'State of the window',
    turns: {
      'as-planned': 'as planned',
      paused: 'if calling is paused',
      exhausted: 'if no dose is left',
      closed: 'if it is closed early',
    },
    at: 'Moment',
    slide: 'Move through time',
    ahead: 'People ahead',
    remaining: 'Doses left',
    frame: (page, moment) => `${page}, ${moment}`,
  },
};
