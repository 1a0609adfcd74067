import type { Language, LeverEffect, NoEffect, PaceFacts, Translated } from '@sunbeon/core';
import { countText, momentText } from '../text/moments.ts';
import { durationText } from './duration-text.ts';

type Effect<Kind extends LeverEffect['kind']> = Extract<LeverEffect, { kind: Kind }>;
type Count = number | null;

/** The sentences that say what each lever will do. Counts that nobody knows are said to be unknown, never left out. */
const ko = {
  nothing: {
    'in-force': '지금 그대로입니다. 바뀌는 것이 없습니다.',
    closed: '이미 끝난 예약 창입니다.',
    'after-closing': '끝나는 시각보다 늦게 시작할 수 없습니다.',
    'before-lobby': '대기실이 열리기 전에 시작할 수 없습니다.',
  } satisfies Record<NoEffect, string>,
  wait: (waiting: Count) =>
    waiting === null ? '몇 명이 기다리는지 지금은 알 수 없습니다.' : `${countText(waiting)}명이 기다립니다.`,
  pause: '부르기만 멈춥니다. 아무도 순서를 잃지 않습니다.',
  bookOn: (active: number) => `들어와 있는 ${countText(active)}명은 예약을 마칠 수 있습니다.`,
  resume: '멈춘 자리부터 다시 부릅니다.',
  through: (text: string) => `모두 불리기까지 ${text}입니다.`,
  close: (waiting: Count) =>
    waiting === null
      ? '기다리는 사람은 모두 예약하지 못합니다. 몇 명인지 지금은 알 수 없습니다.'
      : `${countText(waiting)}명이 기다리다가 예약하지 못하게 됩니다.`,
  closeLobby: (people: number) => `대기실의 ${countText(people)}명은 번호를 받지 못합니다.`,
  closeActive: (active: number) => `들어와 있는 ${countText(active)}명도 더는 예약할 수 없습니다.`,
  closeDoses: (doses: number) => `${countText(doses)}회분이 남습니다.`,
  forGood: '되돌릴 수 없습니다.',
  pace: ({ maxActive, maxPerSecond }: PaceFacts, after: PaceFacts) =>
    `동시에 ${countText(maxActive)} → ${countText(after.maxActive)}명, 1초에 ${countText(maxPerSecond)} → ${countText(after.maxPerSecond)}명까지 들어옵니다.`,
  throughChange: (before: string, after: string) => `기다리는 사람이 모두 불리기까지 ${before} → ${after}.`,
  throughUnknown: '모두 불리기까지 걸리는 시간은 부르는 동안에만 알 수 있습니다.',
  over: (over: number) =>
    `지금 ${countText(over)}명이 새 한도보다 많이 들어와 있습니다. 아무도 내보내지 않으며, 예약을 마치는 대로 줄어듭니다.`,
  seats: (before: number, after: number, share: string) =>
    `상담원 자리 ${countText(before)} → ${countText(after)}석, 전체 자리의 ${share}입니다. 일반 자리는 그대로입니다.`,
  move: (from: string, to: string) =>
    `예약 시작이 ${from}에서 ${to}(으)로 바뀌고, 바로 모든 화면에 새 시각이 나옵니다.`,
  shuts: '지금 열려 있는 문이 그때까지 닫힙니다.',
  keepNumbers: (waiting: number) => `기다리는 ${countText(waiting)}명의 번호는 그대로입니다.`,
  keepLobby: (people: number) => `대기실의 ${countText(people)}명은 그대로 추첨에 들어갑니다.`,
  notBefore: (active: number) => `들어와 있는 ${countText(active)}명도 새 시각 전에는 예약할 수 없습니다.`,
  takesTwo: '다른 직원이 승인해야 실행됩니다.',
  notice: (readers: Count) =>
    readers === null
      ? '기다리는 모든 사람의 화면에 몇 초 안에 나타납니다.'
      : `기다리거나 예약하고 있는 ${countText(readers)}명의 화면에 몇 초 안에 나타납니다.`,
  replaces: '지금 올라 있는 알림을 대신합니다.',
  takesDown: '지금 올라 있는 알림이 모든 화면에서 사라집니다.',
};

const en: typeof ko = {
  nothing: {
    'in-force': 'It is so already. Nothing changes.',
    closed: 'The window is closed.',
    'after-closing': 'It cannot open after it closes.',
    'before-lobby': 'It cannot open before its lobby.',
  },
  wait: (waiting) => (waiting === null ? 'How many wait is not known now.' : `${countText(waiting)} wait.`),
  pause: 'Only the calling stops; nobody loses a place.',
  bookOn: (active) => `${countText(active)} are inside and can finish booking.`,
  resume: 'Calling goes on where it stopped.',
  through: (text) => `Until all of them are called: ${text}.`,
  close: (waiting) =>
    waiting === null
      ? 'Whoever waits gets nothing. How many that is is not known now.'
      : `${countText(waiting)} wait and get nothing.`,
  closeLobby: (people) => `${countText(people)} in the lobby get no number.`,
  closeActive: (active) => `${countText(active)} are inside and can no longer book.`,
  closeDoses: (doses) => `${countText(doses)} doses are left.`,
  forGood: 'There is no way back.',
  pace: ({ maxActive, maxPerSecond }, after) =>
    `${countText(maxActive)} → ${countText(after.maxActive)} people at a time, at most ${countText(maxPerSecond)} → ${countText(after.maxPerSecond)} a second.`,
  throughChange: (before, after) => `Until all who wait are called: ${before} → ${after}.`,
  throughUnknown: 'How long until all are called is known only while numbers are called.',
  over: (over) =>
    `${countText(over)} more are inside than the new limit. Nobody is sent out; their number falls as they finish.`,
  seats: (before, after, share) =>
    `Agents' seats ${countText(before)} → ${countText(after)}, ${share} of all seats. The public's seats stay as they are.`,
  move: (from, to) => `The opening moves from ${from} to ${to}; every page says the new time at once.`,
  shuts: 'The door that is open now is shut until then.',
  keepNumbers: (waiting) => `The ${countText(waiting)} who wait keep their numbers.`,
  keepLobby: (people) => `The ${countText(people)} in the lobby stay in the draw.`,
  notBefore: (active) => `The ${countText(active)} who are inside cannot book before the new time either.`,
  takesTwo: 'Somebody else has to approve it first.',
  notice: (readers) =>
    readers === null
      ? 'It appears on the pages of all who wait within seconds.'
      : `It appears within seconds on the pages of ${countText(readers)} who wait or book.`,
  replaces: 'It takes the place of the notice that is up.',
  takesDown: 'The notice that is up disappears from every page.',
};

const words: Translated<typeof ko> = { ko, en };

/** What a lever will do, sentence by sentence; the first says the most. */
export function effectText(effect: LeverEffect, language: Language): string[] {
  const say = words[language];
  switch (effect.kind) {
    case 'nothing':
      return [say.nothing[effect.why]];
    case 'pause':
      return [say.wait(effect.waiting), say.pause, ...some(effect.active, say.bookOn)];
    case 'resume': {
      const { waiting, through } = effect;
      return [
        say.wait(waiting),
        say.resume,
        ...(through === null ? [] : [say.through(durationText(through.seconds, language))]),
      ];
    }
    case 'close':
      return [
        say.close(effect.waiting),
        ...some(effect.inLobby, say.closeLobby),
        ...some(effect.active, say.closeActive),
        ...some(effect.remaining, say.closeDoses),
        say.forGood,
      ];
    case 'pace':
      return paceText(effect, language);
    case 'agent-seats':
      return [
        say.seats(effect.before, effect.after, effect.share.toLocaleString('en', { style: 'percent' })),
        ...some(effect.over, say.over),
      ];
    case 'move':
      return moveText(effect, language);
    case 'notice':
      return effect.takesDown
        ? [say.takesDown]
        : [say.notice(effect.readers), ...(effect.replaces ? [say.replaces] : [])];
    default:
      return effect satisfies never;
  }
}

function paceText({ waiting, before, after, over }: Effect<'pace'>, language: Language): string[] {
  const say = words[language];
  const isKnown = before.through !== null && after.through !== null;
  return [
    say.pace(before, after),
    say.wait(waiting),
    isKnown
      ? say.throughChange(durationText(before.through.seconds, language), durationText(after.through.seconds, language))
      : say.throughUnknown,
    ...some(over, say.over),
  ];
}

function moveText(effect: Effect<'move'>, language: Language): string[] {
  const say = words[language];
  const { from, to, waiting, inLobby, active, shuts, takesTwo } = effect;
  return [
    say.move(momentText(from, language), momentText(to, language)),
    ...(shuts ? [say.shuts] : []),
    ...some(waiting, say.keepNumbers),
    ...some(inLobby, say.keepLobby),
    ...(shuts ? some(active, say.notBefore) : []),
    ...(takesTwo ? [say.takesTwo] : []),
  ];
}

/** A sentence about people, where there are any. */
function some(count: Count, sentence: (count: number) => string): string[] {
  return count === null || count === 0 ? [] : [sentence(count)];
}
