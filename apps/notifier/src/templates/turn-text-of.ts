import type { Translated } from '@sunbeon/core';
import type { TurnMessage } from '@sunbeon/store';
import { NO_LINKS_EN, NO_LINKS_KO } from './lines.ts';
import { onOneLine } from './on-one-line.ts';

/** What a text about somebody's turn says. */
interface TurnFacts {
  readonly name: string;
  /** Of the window. */
  readonly title: string;
  /** The place in line. */
  readonly number: number;
  readonly callUs: string;
}

/** Characters of what others have written. */
const MOST = { name: 40, title: 60 };

const turn: Translated<(facts: TurnFacts) => string> = {
  ko: ({ name, title, number, callUs }) =>
    [
      `[순번] ${name} 님의 차례입니다. 대기 번호 ${number.toLocaleString('ko')}`,
      title,
      '기다리시던 화면에서 예약하실 수 있습니다. 늦게 오셔도 번호는 그대로입니다.',
      `신청하지 않으셨다면 ${callUs}로 전화하시기 바랍니다. ${NO_LINKS_KO}`,
    ].join('\n'),
  en: ({ name, title, number, callUs }) =>
    [
      `[Sunbeon] It is your turn, ${name}. Your number: ${number.toLocaleString('en')}`,
      title,
      'Go back to the page you were waiting on to book. If you come later your number is still good.',
      `If you did not ask for this, call ${callUs}. ${NO_LINKS_EN}`,
    ].join('\n'),
};

/** The text that tells the person called `name` of their turn; `callUs` is where it comes from. */
export function turnTextOf({ language, turn: place }: TurnMessage, name: string, callUs: string): string {
  return turn[language]({
    name: onOneLine(name, MOST.name),
    title: onOneLine(place.title, MOST.title),
    number: place.number,
    callUs,
  });
}
