import { type ConsentRelation, type ConsentWay, parseBirthDate, type RequestConsentBody } from '@sunbeon/core';
import { type Kept, kept } from '../kept/kept.ts';

/** In the order in which they are offered. */
export const RELATIONS: readonly ConsentRelation[] = [
  'child',
  'child-in-law',
  'grandchild',
  'spouse',
  'sibling',
  'other',
];
export const WAYS: readonly ConsentWay[] = ['verification', 'code', 'agent'];

/** An invitation as it is being typed. */
export interface Invitation {
  readonly name: string;
  readonly birthDate: string;
  readonly phone: string;
  readonly relation: ConsentRelation;
  readonly way: ConsentWay;
}

export const EMPTY_INVITATION: Invitation = {
  name: '',
  birthDate: '',
  phone: '',
  relation: 'child',
  way: 'verification',
};

/** What is typed is kept in the tab: no failed request, reload or login loses it. */
export const keptInvitation: Kept<Invitation> = kept('tab', 'invitation', isInvitation);

/** The fields in which something is wrong that can be seen here; the gate has the last word. */
export type TypedField = 'name' | 'birthDate' | 'phone';

/** Korean mobile numbers as people write them: eleven digits from 010, or with the country in front. */
const MOBILE = /^(?:0|\+?82)1\d{8,9}$/;

/** The request to send, or the fields that have to be looked at again, in their order. */
export function requestOf(
  typed: Invitation,
): { readonly body: Omit<RequestConsentBody, 'scope' | 'days'> } | { readonly wrong: readonly TypedField[] } {
  const name = typed.name.trim();
  const birthDate = parseBirthDate(
    typed.birthDate
      .trim()
      .replaceAll(/[\s./]+/g, '-')
      .replace(/-$/, ''),
  );
  const digits = typed.phone.normalize('NFKC').replaceAll(/[\s().-]/g, '');
  const isMobile = MOBILE.test(digits);
  if (name !== '' && birthDate !== null && isMobile) {
    return { body: { name, birthDate, phone: typed.phone.trim(), relation: typed.relation, way: typed.way } };
  }
  return {
    wrong: [
      ...(name === '' ? (['name'] as const) : []),
      ...(birthDate === null ? (['birthDate'] as const) : []),
      ...(isMobile ? [] : (['phone'] as const)),
    ],
  };
}

function isInvitation(value: unknown): value is Invitation {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return Object.keys(EMPTY_INVITATION).every((name) => typeof fields.get(name) === 'string');
}
