import { civilDateSchema, koreanMobile, type Translated } from '@sunbeon/core';
import { type Person, type PersonDetails, personFrom } from './person.ts';

/** How the login page groups the people it offers. */
export const groups = ['cohort', 'family', 'unusual-name', 'outside'] as const;
export type Group = (typeof groups)[number];

/** A synthetic person everyone may log in as. */
export interface ListedPerson extends Person {
  readonly group: Group;
  readonly role: Translated | null;
}

type Gender = NonNullable<PersonDetails['gender']>;
type Row = readonly [group: Group, name: string, birthDate: string, gender: Gender, role?: Translated];

/** Nobody real: the numbers 010-0000-… are not assigned. The order gives the phone number, so new people go last. */
const rows: readonly Row[] = [
  ['cohort', '김영수', '1967-01-01', 'male'],
  ['cohort', '이미경', '1967-05-01', 'female'],
  ['cohort', '박정호', '1967-07-19', 'male'],
  ['cohort', '최은주', '1967-12-31', 'female'],
  ['cohort', '정상철', '1968-01-01', 'male'],
  ['cohort', '강순옥', '1968-02-29', 'female'],
  ['cohort', '조병훈', '1968-06-15', 'male'],
  ['cohort', '윤혜숙', '1968-08-09', 'female'],
  ['cohort', '임재현', '1968-10-28', 'male'],
  ['cohort', '한경희', '1968-12-31', 'female'],
  ['family', '오현숙', '1967-03-09', 'female', { ko: '어머니', en: 'mother' }],
  ['family', '신지훈', '1994-11-02', 'male', { ko: '아들', en: 'son' }],
  ['family', '신서연', '1998-04-25', 'female', { ko: '딸', en: 'daughter' }],
  ['unusual-name', '문솔', '1967-10-10', 'female'],
  ['unusual-name', '남궁별하늘빛바다처럼넓은마음이라네', '1968-03-17', 'male'],
  ['unusual-name', "SEAN O'BRIEN", '1967-03-17', 'male'],
  ['unusual-name', 'Nguyễn Thị Lan', '1968-09-02', 'female'],
  ['outside', '서동욱', '1966-12-31', 'male'],
  ['outside', '권미란', '1969-01-01', 'female'],
  ['outside', '안말순', '1941-02-03', 'female'],
  ['outside', '황기태', '1959-09-18', 'male'],
  ['outside', '홍도윤', '1972-05-05', 'male'],
  ['outside', '송준영', '1985-08-16', 'male'],
  ['outside', '전하늘', '2001-07-12', 'female'],
];

/** Everyone the login page offers: ten of one cohort, a mother with two children, unusual names, and people outside. */
export const listedPeople: readonly ListedPerson[] = rows.map(([group, name, birthDate, gender, role], index) => {
  const phone = koreanMobile(`010-0000-${String(index + 1).padStart(4, '0')}`);
  if (phone === null) throw new RangeError('more people than phone numbers');
  const person = personFrom({ name, birthDate: civilDateSchema.parse(birthDate), phone, gender });
  return { ...person, group, role: role ?? null };
});
