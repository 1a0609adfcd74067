import type { Language, Translated } from '@sunbeon/core';
import type { Group } from '../identity/people.ts';

interface Texts {
  readonly sandbox: string;
  readonly notReal: string;
  readonly otherLanguage: string;
  readonly login: {
    readonly title: string;
    readonly lead: string;
    readonly groups: Readonly<Record<Group, string>>;
    readonly someoneElse: string;
    readonly name: string;
    readonly birthDate: string;
    readonly birthDateHint: string;
    readonly phone: string;
    readonly phoneHint: string;
    readonly submit: string;
    readonly wrong: Readonly<Record<'name' | 'birthDate' | 'phone', string>>;
    readonly wrongTitle: string;
    readonly expiredTitle: string;
    readonly expired: string;
  };
  readonly inbox: {
    readonly title: string;
    readonly lead: string;
    readonly find: string;
    readonly all: string;
    readonly empty: string;
    readonly delivered: string;
    readonly onItsWay: string;
    readonly counts: (received: number, delivered: number) => string;
  };
  readonly index: {
    readonly title: string;
    readonly lead: string;
    readonly inbox: string;
    readonly phone: string;
    readonly find: string;
    readonly people: string;
  };
}

const ko: Texts = {
  sandbox: '순번 연습장',
  notReal: '연습용입니다. 실제 사람이나 실제 문자가 아닙니다.',
  otherLanguage: 'English',
  login: {
    title: '누구로 본인 확인을 하시겠습니까?',
    lead: '이름을 누르면 그 사람으로 본인 확인이 끝납니다.',
    groups: {
      cohort: '1967–1968년생',
      family: '한 가족',
      'unusual-name': '1967–1968년생, 흔하지 않은 이름',
      outside: '다른 해에 태어난 사람',
    },
    someoneElse: '다른 사람',
    name: '이름',
    birthDate: '생년월일',
    birthDateHint: '예: 1967-05-01',
    phone: '휴대전화 번호',
    phoneHint: '예: 010-1234-5678',
    submit: '이 사람으로 확인',
    wrong: {
      name: '이름을 50자 이내로 적으십시오.',
      birthDate: '있는 날짜를 1967-05-01처럼 적으십시오.',
      phone: '휴대전화 번호를 010-1234-5678처럼 적으십시오.',
    },
    wrongTitle: '고칠 곳이 있습니다',
    expiredTitle: '본인 확인을 처음부터 다시 하십시오',
    expired: '시간이 지났거나 이미 끝난 화면입니다. 예약 화면으로 돌아가 다시 시작하십시오.',
  },
  inbox: {
    title: '받은 문자',
    lead: '가장 새로운 문자가 위에 있습니다. 3초마다 새로 고칩니다.',
    find: '번호로 찾기',
    all: '모두 보기',
    empty: '아직 받은 문자가 없습니다.',
    delivered: '도착',
    onItsWay: '보내는 중',
    counts: (received, delivered) =>
      `모두 ${received.toLocaleString('ko')}건, 도착 ${delivered.toLocaleString('ko')}건`,
  },
  index: {
    title: '순번 연습장',
    lead: '본인 확인 기관과 문자 통신사를 흉내 냅니다. 실제 운영에서는 켜지지 않습니다.',
    inbox: '받은 문자 모두 보기',
    phone: '휴대전화 번호',
    find: '이 번호로 온 문자 보기',
    people: '본인 확인에 쓸 수 있는 사람',
  },
};

const en: Texts = {
  sandbox: 'Sunbeon sandbox',
  notReal: 'For practice only. No real people, no real messages.',
  otherLanguage: '한국어',
  login: {
    title: 'Who would you like to be?',
    lead: 'Choose a name, and the verification is done.',
    groups: {
      cohort: 'Born 1967–1968',
      family: 'One family',
      'unusual-name': 'Born 1967–1968, unusual names',
      outside: 'Born in other years',
    },
    someoneElse: 'Someone else',
    name: 'Name',
    birthDate: 'Date of birth',
    birthDateHint: 'e.g. 1967-05-01',
    phone: 'Mobile number',
    phoneHint: 'e.g. 010-1234-5678',
    submit: 'Continue as this person',
    wrong: {
      name: 'Give a name of at most 50 characters.',
      birthDate: 'Give a day that exists, such as 1967-05-01.',
      phone: 'Give a Korean mobile number, such as 010-1234-5678.',
    },
    wrongTitle: 'Something needs correcting',
    expiredTitle: 'Please start the verification again',
    expired: 'This page has expired or was already used. Go back to the booking page and start again.',
  },
  inbox: {
    title: 'Messages received',
    lead: 'The newest message is on top. The page renews itself every 3 seconds.',
    find: 'Find by number',
    all: 'Show all',
    empty: 'No messages yet.',
    delivered: 'delivered',
    onItsWay: 'on its way',
    counts: (received, delivered) =>
      `${received.toLocaleString('en')} in all, ${delivered.toLocaleString('en')} delivered`,
  },
  index: {
    title: 'Sunbeon sandbox',
    lead: 'Stands in for the identity agency and the SMS carrier. It never runs in production.',
    inbox: 'See all messages',
    phone: 'Mobile number',
    find: 'See messages to this number',
    people: 'People you can be',
  },
};

const texts: Translated<Texts> = { ko, en };

/** Every text of the sandbox's pages in one language. */
export function textsIn(language: Language): Texts {
  return texts[language];
}
