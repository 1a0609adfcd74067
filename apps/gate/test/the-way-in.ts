import { admissionGrantSchema, type TicketGrant, ticketGrantSchema } from '@sunbeon/core';
import type { TestGate, TestPerson } from './a-gate.ts';
import { call } from './call.ts';

/** Joins a window over HTTP; throws when no number is given. */
export async function joined(gate: TestGate, windowId: string, { session }: TestPerson): Promise<TicketGrant> {
  const answer = await call(gate, 'POST', `/v1/windows/${windowId}/tickets`, { bearer: session });
  return ticketGrantSchema.parse(answer.body);
}

/** Joins, is called, and goes in: a pass to book with. */
export async function admitted(gate: TestGate, windowId: string, person: TestPerson): Promise<string> {
  const { ticket } = await joined(gate, windowId, person);
  await gate.room.callNext(windowId);
  const answer = await call(gate, 'POST', '/v1/admissions', { bearer: ticket });
  return admissionGrantSchema.parse(answer.body).pass;
}
