import type { ConsentRelation, Translated } from '@sunbeon/core';
import type { ConsentMessage } from '@sunbeon/store';

/** What a message about a consent may say. */
export interface ConsentTemplateFacts {
  /** Whom it goes to, as they are known here. */
  readonly name: string;
  /** The other side. */
  readonly otherName: string;
  readonly side: ConsentMessage['consent']['side'];
  readonly relation: ConsentRelation;
  readonly reference: string;
  /** May they change bookings, too? */
  readonly mayChange: boolean;
  readonly state: ConsentMessage['consent']['state'];
  readonly endedBy: ConsentMessage['consent']['endedBy'];
  /** Until when it can be given; once it is, until when it is in force. */
  readonly until: Date;
  /** On a code. */
  readonly code: string;
  /** The number people may call, which is where messages come from. */
  readonly callUs: string;
}

const relationsKo: Readonly<Record<ConsentRelation, string>> = {
  child: '자녀',
  'child-in-law': '며느리·사위',
  grandchild: '손자녀',
  spouse: '배우자',
  sibling: '형제자매',
  other: '가족 아님',
};
const relationsEn: Readonly<Record<ConsentRelation, string>> = {
  child: 'your child',
  'child-in-law': 'your child-in-law',
  grandchild: 'your grandchild',
  spouse: 'your spouse',
  sibling: 'your brother or sister',
  other: 'not family',
};

/** Whoever asks, and what they say they are: nobody has checked that. */
export const delegateKo = ({ otherName, relation }: ConsentTemplateFacts) =>
  `${otherName} 님(${relationsKo[relation]})`;
export const delegateEn = ({ otherName, relation }: ConsentTemplateFacts) => `${otherName} (${relationsEn[relation]})`;

/** What may be done in the other's name. */
export const rightsKo = ({ mayChange }: ConsentTemplateFacts) => (mayChange ? '예약과 변경·취소를' : '예약을');
export const rightsEn = ({ mayChange }: ConsentTemplateFacts) =>
  mayChange ? 'book, move and cancel vaccinations' : 'book vaccinations';

/** Every text about a consent is made from the same facts. */
export type ConsentTemplate = Translated<(facts: ConsentTemplateFacts) => string>;
