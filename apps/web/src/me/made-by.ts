import type { ConsentView, Language, MyConsents } from '@sunbeon/core';
import type { MyBooking } from '../gate/my-bookings.ts';
import { myWords } from './words.ts';

/** Who made a booking, in words: oneself, a delegate by name where the visitor may know it, or an agent on the phone. */
export function madeByText(
  { madeBy, consentId }: Pick<MyBooking, 'madeBy' | 'consentId'>,
  isOwn: boolean,
  consents: MyConsents | null,
  language: Language,
): string {
  const words = myWords[language].madeBy;
  if (madeBy === 'agent') return words.agent;
  if (madeBy === 'self') return isOwn ? words.you : words.themself;
  const byConsent = ({ id }: ConsentView) => id === consentId;
  if (consents?.asDelegate.some(byConsent) === true) return words.youForThem;
  const delegate = consents?.asBeneficiary.find(byConsent);
  return delegate === undefined ? words.delegate : words.named(delegate.otherName);
}
