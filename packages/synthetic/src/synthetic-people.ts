import { createHash, randomBytes } from 'node:crypto';
import { addDays, type CivilDate, isCivilDate } from '@sunbeon/core';

/** Somebody who does not exist. */
export interface SyntheticPerson {
  /** Connecting information, what an identity provider gives instead of a registration number: 64 bytes, base64. */
  readonly ci: string;
  readonly name: string;
  /** E.164, `+8210…`, in a block that is not given to subscribers. */
  readonly phone: string;
  readonly birthDate: CivilDate;
}

export interface PeopleOptions {
  /** First and last birth date, both included; they are spread evenly. */
  readonly birthFrom: string;
  readonly birthTo: string;
  /** The same seed gives the same people; without one they are different each time. */
  readonly seed?: string;
}

const FAMILY_NAMES = ['김', '이', '박', '최', '정', '강', '조', '윤', '장', '임', '한', '오', '서', '신', '권', '황'];
const FIRST_SYLLABLES = [
  '지',
  '서',
  '민',
  '영',
  '현',
  '은',
  '수',
  '경',
  '미',
  '정',
  '상',
  '재',
  '혜',
  '성',
  '동',
  '순',
];
const LAST_SYLLABLES = ['훈', '연', '호', '희', '준', '숙', '진', '아', '철', '우', '자', '석', '란', '규', '원', '옥'];
const DAY_MS = 86_400_000;

/** `count` different people who do not exist, born between two days. */
export function syntheticPeople(count: number, options: PeopleOptions): SyntheticPerson[] {
  return Array.from(eachSyntheticPerson(count, options));
}

/** Like {@link syntheticPeople}, one by one, for more than fit in memory. */
export function* eachSyntheticPerson(count: number, options: PeopleOptions): Generator<SyntheticPerson> {
  const first = civilDate(options.birthFrom);
  const days = Math.round((Date.parse(civilDate(options.birthTo)) - Date.parse(first)) / DAY_MS) + 1;
  if (days < 1) throw new RangeError('birthTo lies before birthFrom');
  const seed = options.seed ?? randomBytes(16).toString('hex');
  for (let index = 0; index < count; index += 1) yield person(`${seed}/${index}`, first, days);
}

function person(identity: string, firstBirthDate: CivilDate, days: number): SyntheticPerson {
  const digest = createHash('sha512').update(identity).digest();
  const name =
    pick(FAMILY_NAMES, digest.readUInt8(0)) +
    pick(FIRST_SYLLABLES, digest.readUInt8(1)) +
    pick(LAST_SYLLABLES, digest.readUInt8(2));
  return {
    ci: digest.toString('base64'),
    name,
    phone: `+82100${String(digest.readUInt32BE(4) % 10_000_000).padStart(7, '0')}`,
    birthDate: addDays(firstBirthDate, digest.readUInt32BE(8) % days),
  };
}

function pick(list: readonly string[], byte: number): string {
  return list[byte % list.length] ?? '';
}

/** `text` as a calendar day; throws a RangeError when it is none. */
export function civilDate(text: string): CivilDate {
  if (!isCivilDate(text)) throw new RangeError(`not a calendar day: ${text}`);
  return text;
}
