import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openContact } from '@sunbeon/crypto';
import { TurnTextBoard } from '@sunbeon/waiting-room';
import { aGate, aPerson, type TestGate } from './a-gate.ts';
import { call, problemOf } from './call.ts';
import { joined } from './the-way-in.ts';

const PATH = '/v1/tickets/me/turn-text';

let gate: TestGate;
let windowId: string;
let board: TurnTextBoard;
beforeAll(async () => {
  gate = await aGate();
  windowId = await gate.openWindow();
  board = new TurnTextBoard(gate.redis, gate.config.redisPrefix);
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

test('who waits may ask for a text when their number is called, as often as they like, and take it back', async () => {
  const person = await aPerson(gate);
  const { ticket: bearer, number } = await joined(gate, windowId, person);
  expect(await call(gate, 'GET', PATH, { bearer })).toMatchObject({ status: 200, body: { wanted: false } });
  expect(await call(gate, 'PUT', PATH, { bearer })).toMatchObject({ status: 204 });
  expect(await call(gate, 'PUT', PATH, { bearer })).toMatchObject({ status: 204 });
  expect(await call(gate, 'GET', PATH, { bearer })).toMatchObject({ status: 200, body: { wanted: true } });
  const [noted] = await board.upTo(windowId, Number.MAX_SAFE_INTEGER, 10);
  expect(noted).toMatchObject({ number, personKey: person.personKey });
  const opened = await openContact(gate.config.keys.sealing, noted?.sealedContact ?? '', person.personKey);
  expect(JSON.stringify(noted)).not.toContain(opened.phone.slice(-8));
  expect(await call(gate, 'DELETE', PATH, { bearer })).toMatchObject({ status: 204 });
  expect(await call(gate, 'GET', PATH, { bearer })).toMatchObject({ status: 200, body: { wanted: false } });
});

test('without a ticket nobody asks; in the lobby of a draw there is no number to tell of yet', async () => {
  for (const method of ['GET', 'PUT', 'DELETE'] as const) {
    expect(problemOf(await call(gate, method, PATH, { bearer: 'x.y.z' }))).toBe('401 ticket-invalid');
  }
  const nowMs = Date.now();
  const times = { lobbyOpensAtMs: nowMs - 1_000, opensAtMs: nowMs + 60_000, closesAtMs: nowMs + 120_000 };
  const id = await gate.openWindow({ policy: 'draw', ...times });
  const { ticket: bearer } = await joined(gate, id, await aPerson(gate));
  expect(problemOf(await call(gate, 'PUT', PATH, { bearer }))).toBe('409 not-called');
});
