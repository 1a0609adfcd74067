import type { ChecklistCode, ChecklistItem, Language, Translated } from '@sunbeon/core';
import { countText, momentText } from '../text/moments.ts';

const ko = {
  title: '점검 목록',
  states: { ok: '좋음', warning: '확인 필요', missing: '없음' } satisfies Record<ChecklistItem['state'], string>,
  codes: {
    'opens-ahead': '시작 시각',
    slots: '예약 시간',
    capacity: '수량',
    roll: '명단',
    carrier: '문자 발송',
    overlaps: '겹침',
    gaps: '빈틈',
    lobby: '추첨 대기실',
    'agent-seats': '상담원 자리',
  } satisfies Record<ChecklistCode, string>,
  schedule: '일정 확정',
  scheduleEffect: (opens: string) =>
    `확정하는 즉시 시민에게 보이고, 초안으로 되돌릴 수 없습니다. 시작은 ${opens}입니다.`,
  lacks: (items: string) => `아직 없는 것: ${items}`,
  accept: (item: string) => `${item}: 이대로 괜찮습니다.`,
  acceptAll: '확인이 필요한 것을 모두 읽고 표시하십시오.',
  accepted: '표시한 사람과 내용은 감사 기록에 남습니다.',
  scheduled: '일정을 확정했습니다. 시민에게 보입니다.',
  waits: '점검하는 중입니다.',
};

export const checklistWords: Translated<typeof ko> = {
  ko,
  en: {
    title: 'Check-list',
    states: { ok: 'in order', warning: 'to be looked at', missing: 'missing' },
    codes: {
      'opens-ahead': 'Opening',
      slots: 'Slots',
      capacity: 'Doses',
      roll: 'Roll',
      carrier: 'Carrier',
      overlaps: 'Overlaps',
      gaps: 'Gaps',
      lobby: 'Lobby',
      'agent-seats': 'Seats of agents',
    },
    schedule: 'Schedule',
    scheduleEffect: (opens) => `Citizens see it at once, and it is never a draft again. It opens on ${opens}.`,
    lacks: (items) => `Missing: ${items}`,
    accept: (item) => `${item}: it is all right as it is.`,
    acceptAll: 'Read and tick everything that is to be looked at.',
    accepted: 'Who ticked what goes into the audit trail.',
    scheduled: 'The window is scheduled. Citizens see it.',
    waits: 'Looking.',
  },
};

type Facts = ChecklistItem['facts'];
type Sayings = Readonly<Record<ChecklistCode, (facts: Facts, state: ChecklistItem['state']) => string>>;

const number = (value: Facts[string] | undefined): string => countText(Number(value ?? 0));
const moment = (value: Facts[string] | undefined, language: Language): string => momentText(String(value), language);

const sayings: Translated<Sayings> = {
  ko: {
    'opens-ahead': ({ opensAt }, state) =>
      state === 'ok'
        ? `${moment(opensAt, 'ko')}에 시작합니다.`
        : `시작 시각이 이미 지났습니다: ${moment(opensAt, 'ko')}`,
    slots: ({ slots, sites, tooEarly }, state) => {
      if (state === 'missing') return '예약 시간가 하나도 없습니다.';
      const laid = `${number(sites)}곳에 ${number(slots)}개 시각이 있습니다.`;
      return state === 'ok' ? laid : `${laid} 이 가운데 ${number(tooEarly)}개는 예약 시작보다 먼저입니다.`;
    },
    capacity: ({ doses, people, needed, source }) => {
      if (people === null) return `${number(doses)}명분이 있습니다. 예상 인원을 적지 않아 충분한지 알 수 없습니다.`;
      const whose = source === 'roll' ? '명단 전체' : '예상 인원';
      return `${number(doses)}명분이 있고, ${whose} ${number(people)}명에게 ${number(needed)}명분이 필요합니다.`;
    },
    roll: ({ required, people }, state) => {
      if (required === 'no') return '명단 없이 나이로 예약합니다.';
      if (state === 'missing') return '명단이 필요한데 비어 있습니다.';
      const there = `명단에 ${number(people)}명이 있습니다.`;
      return state === 'ok' ? there : `${there} 파일을 끝까지 읽지 않았습니다.`;
    },
    carrier: ({ light, oldestDueSeconds }, state) => {
      if (state === 'ok') return '문자가 나가고 있습니다.';
      if (oldestDueSeconds !== null) return `나가야 할 문자가 ${number(oldestDueSeconds)}초째 밀려 있습니다.`;
      return light === null ? '문자 발송 상태를 알 수 없습니다.' : '문자 발송이 고르지 않습니다.';
    },
    overlaps: ({ atOnce, inTurn }, state) => {
      if (state !== 'ok') return `같은 때 열리는 다른 창 ${number(atOnce)}개와 대상이 겹칩니다.`;
      return inTurn === 0 ? '다른 창과 겹치지 않습니다.' : `다른 때 열리는 창 ${number(inTurn)}개와 대상이 겹칩니다.`;
    },
    gaps: ({ gaps }, state) =>
      state === 'ok' ? '캠페인에서 빠진 출생일이 없습니다.' : `캠페인에서 빠진 출생일이 ${number(gaps)}곳 있습니다.`,
    lobby: ({ policy, lobbyOpensAt }, state) => {
      if (policy !== 'draw') return '추첨이 아니므로 필요 없습니다.';
      if (lobbyOpensAt === null) return '확정하면 바로 열립니다.';
      return state === 'ok'
        ? `${moment(lobbyOpensAt, 'ko')}에 열립니다.`
        : '열릴 때가 이미 지나, 확정하면 바로 열립니다.';
    },
    'agent-seats': ({ agentSeats }, state) =>
      state === 'ok' ? `${number(agentSeats)}자리` : '상담원 자리가 없어 전화로는 예약할 수 없습니다.',
  },
  en: {
    'opens-ahead': ({ opensAt }, state) =>
      state === 'ok' ? `It opens on ${moment(opensAt, 'en')}.` : `${moment(opensAt, 'en')} is over.`,
    slots: ({ slots, sites, tooEarly }, state) => {
      if (state === 'missing') return 'There is no slot.';
      const laid = `${number(slots)} slots at ${number(sites)} sites.`;
      return state === 'ok' ? laid : `${laid} ${number(tooEarly)} of them begin before the window opens.`;
    },
    capacity: ({ doses, people, needed, source }) => {
      if (people === null) return `${number(doses)} doses. Nobody stated how many people are expected.`;
      const whose = source === 'roll' ? 'on the whole roll' : 'expected';
      return `${number(doses)} doses; the ${number(people)} people ${whose} need ${number(needed)}.`;
    },
    roll: ({ required, people }, state) => {
      if (required === 'no') return 'By age, without a roll.';
      if (state === 'missing') return 'A roll is required, and it is empty.';
      const there = `${number(people)} people on it.`;
      return state === 'ok' ? there : `${there} A file was not read to its end.`;
    },
    carrier: ({ light, oldestDueSeconds }, state) => {
      if (state === 'ok') return 'Messages go out.';
      if (oldestDueSeconds !== null) return `A message has been due for ${number(oldestDueSeconds)} s.`;
      return light === null ? 'Nobody can say whether messages go out.' : 'Messages do not go out as they should.';
    },
    overlaps: ({ atOnce, inTurn }, state) => {
      if (state !== 'ok') return `Windows open at the same time for the same people: ${number(atOnce)}.`;
      return inTurn === 0
        ? 'Nobody is in another window.'
        : `Windows for the same people at other times: ${number(inTurn)}.`;
    },
    gaps: ({ gaps }, state) =>
      state === 'ok'
        ? 'The campaign leaves nobody out.'
        : `The campaign leaves out birth days, in so many places: ${number(gaps)}.`,
    lobby: ({ policy, lobbyOpensAt }, state) => {
      if (policy !== 'draw') return 'Not a draw: none is needed.';
      if (lobbyOpensAt === null) return 'Opens as soon as it is scheduled.';
      return state === 'ok'
        ? `Opens on ${moment(lobbyOpensAt, 'en')}.`
        : 'It should be open: it opens once it is scheduled.';
    },
    'agent-seats': ({ agentSeats }, state) =>
      state === 'ok' ? `${number(agentSeats)} seats` : 'Without seats of agents nobody books by phone.',
  },
};

/** What was found, in a sentence. */
export function checklistText({ code, state, facts }: ChecklistItem, language: Language): string {
  return sayings[language][code](facts, state);
}
