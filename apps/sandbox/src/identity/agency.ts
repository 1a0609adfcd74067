import type { Translated } from '@sunbeon/core';
import type { Person } from './person.ts';
import { phoneAtHome } from './phone.ts';

/** How well people are verified here: each agency says so in `acr` when it is asked. */
export const LEVEL_OF_ASSURANCE = 'urn:sunbeon:sandbox:loa:2';

/** One of the identity agencies one can choose among: the same people, told each in its own way. */
export interface Agency {
  readonly id: string;
  readonly name: Translated;
  /** How long it takes for any answer, at first. */
  readonly answerDelayMs: number;
  readonly alg: 'RS256' | 'ES256';
  /** Scope → the claims it brings. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
  /** Whether the ID token says it all, or one has to ask at the userinfo endpoint. */
  readonly inIdToken: boolean;
  readonly tell: (person: Person) => Readonly<Record<string, unknown>>;
}

const whenKnown = <Value>(name: string, value: Value | undefined): Readonly<Record<string, Value>> =>
  value === undefined ? {} : { [name]: value };

/** Fast, and as OpenID Connect has it. */
const mobile: Agency = {
  id: 'mobile',
  name: { ko: '모의 휴대전화 인증', en: 'Sandbox mobile identity' },
  answerDelayMs: 0,
  alg: 'RS256',
  claims: {
    openid: ['sub'],
    profile: ['name', 'birthdate', 'gender'],
    phone: ['phone_number', 'phone_number_verified'],
    ci: ['ci'],
  },
  inIdToken: true,
  tell: ({ ci, name, birthDate, phone, gender }) => ({
    ci,
    name,
    birthdate: birthDate,
    phone_number: phone,
    phone_number_verified: true,
    ...whenKnown('gender', gender),
  }),
};

/** Claims of its own naming, days and numbers as Korean forms write them. */
const certificate: Agency = {
  id: 'certificate',
  name: { ko: '모의 인증서', en: 'Sandbox certificate' },
  answerDelayMs: 150,
  alg: 'ES256',
  claims: { openid: ['sub'], identity: ['conn_info', 'user_name', 'birth_ymd', 'mobile_no', 'sex'] },
  inIdToken: true,
  tell: ({ ci, name, birthDate, phone, gender }) => ({
    conn_info: ci,
    user_name: name,
    birth_ymd: birthDate.replaceAll('-', ''),
    mobile_no: phoneAtHome(phone),
    ...whenKnown('sex', gender === undefined ? undefined : { female: 'F', male: 'M' }[gender]),
  }),
};

/** Slow, and its ID token says nothing but who it is for. */
const card: Agency = {
  ...mobile,
  id: 'card',
  name: { ko: '모의 신용카드 인증', en: 'Sandbox card identity' },
  answerDelayMs: 1_200,
  alg: 'ES256',
  inIdToken: false,
  tell: (person) => ({ ...mobile.tell(person), phone_number: `+82 ${phoneAtHome(person.phone).slice(1)}` }),
};

/** Every agency of the sandbox; the first is the one to use when it does not matter. */
export const agencies = [mobile, certificate, card] as const satisfies readonly Agency[];
