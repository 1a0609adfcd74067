import type { ConsentWay, Translated } from '@sunbeon/core';

const ko = {
  title: '가족 등록하기',
  another: '다른 가족도 등록하기',
  name: '이름',
  birthDate: '생년월일',
  birthDateHint: '예: 1950-03-09. 날이나 달을 모르시면 00으로 적으십시오.',
  phone: '휴대전화 번호',
  phoneHint: '예: 010-1234-5678. 이 번호로 예약 문자를 옮기지는 않습니다.',
  relation: '나는 이분의',
  way: '동의받는 방법',
  ways: {
    verification: ['직접 본인 확인', '이분이 자기 휴대전화나 다른 기기에서 확인하고 동의하십니다.'],
    code: ['문자로 인증번호', '대상자 명단에 있는 이분 휴대전화로 인증번호가 갑니다. 문자만 되는 전화여도 됩니다.'],
    agent: ['전화로 상담원과', '이분과 함께 1339에 전화하십시오.'],
  } satisfies Record<ConsentWay, [string, string]>,
  submit: '동의 요청하기',
  problems: {
    name: '이름을 적으십시오.',
    birthDate: '생년월일을 1950-03-09처럼 적으십시오.',
    phone: '휴대전화 번호를 010-1234-5678처럼 적으십시오.',
    nameRefused: '이 이름은 쓸 수 없습니다. 주민등록번호나 보이지 않는 글자가 들어 있지 않은지 보십시오.',
  },
};

export type InviteWords = typeof ko;

const en: InviteWords = {
  title: 'Add somebody of my family',
  another: 'Add another one',
  name: 'Name',
  birthDate: 'Date of birth',
  birthDateHint: 'For example 1950-03-09. Write 00 for a day or month nobody knows.',
  phone: 'Mobile phone number',
  phoneHint: 'For example 010-1234-5678. Messages about bookings are not moved to this number.',
  relation: 'I am their',
  way: 'How they agree',
  ways: {
    verification: ['They verify themselves', 'They verify and agree on their own phone, or any other device.'],
    code: [
      'A code by text message',
      'A code goes to their phone as it is on the list of those who may book. A phone that only takes messages will do.',
    ],
    agent: ['By phone with an agent', 'Call 1339 together with them.'],
  },
  submit: 'Ask for consent',
  problems: {
    name: 'Enter the name.',
    birthDate: 'Enter the date of birth like 1950-03-09.',
    phone: 'Enter the number like 010-1234-5678.',
    nameRefused: 'This name cannot be used. Look for a resident registration number or characters nobody can see.',
  },
};

export const inviteWords: Translated<InviteWords> = { ko, en };
