import { neverAnswered, requestsSetAside, wrongFinalAnswers } from './checks/check-answers.ts';
import {
  acknowledgedAndLost,
  changesLost,
  neverAcknowledged,
  oversoldSlots,
  personsTwice,
} from './checks/check-bookings.ts';
import { letInEarly, numbersGivenTwice, orderInversions, placesLost } from './checks/check-line.ts';
import { bookingsWithoutMessage, duplicateMessages, messagesWithoutBooking } from './checks/check-messages.ts';
import type { Evidence, Finding } from './checks/finding.ts';

const checks: readonly ((evidence: Evidence) => Finding)[] = [
  acknowledgedAndLost,
  neverAcknowledged,
  changesLost,
  oversoldSlots,
  personsTwice,
  wrongFinalAnswers,
  neverAnswered,
  requestsSetAside,
  messagesWithoutBooking,
  bookingsWithoutMessage,
  duplicateMessages,
  numbersGivenTwice,
  placesLost,
  letInEarly,
  orderInversions,
];

/**
 * Compares what every client was told with what the databases and the carrier hold; pure. One finding for each promise,
 * in the order of the table: all of them are zero, or something is broken.
 */
export function checkEvidence(evidence: Evidence): Finding[] {
  return checks.map((check) => check(evidence));
}
