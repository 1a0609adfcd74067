import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  civilDateSchema,
  drawDocumentSchema,
  ticketGrantSchema,
  ticketStandingSchema,
  windowViewSchema,
} from '@sunbeon/core';
import { commitmentTo, drawEntryOf, verifyTicket } from '@sunbeon/crypto';
import { eventually } from '@sunbeon/test-kit';
import { LobbyDraw } from '@sunbeon/waiting-room';
import { z } from 'zod';
import { aConsent, join } from './a-family.ts';
import { aGate, aPerson, type TestGate } from './a-gate.ts';
import { call, problemOf } from './call.ts';
import { joined } from './the-way-in.ts';

const HOUR_MS = 3_600_000;
const SEED = Buffer.alloc(32, 7);
const COMMITMENT = commitmentTo(SEED);

let gate: TestGate;
beforeAll(async () => {
  gate = await aGate();
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
});

const tickets = (windowId: string) => `/v1/windows/${windowId}/tickets`;

function aLobby(overrides: Parameters<TestGate['openWindow']>[0] = {}): Promise<string> {
  const [lobbyOpensAtMs, opensAtMs] = [Date.now() - HOUR_MS, Date.now() + HOUR_MS / 2];
  return gate.openWindow({ policy: 'draw', commitment: COMMITMENT, lobbyOpensAtMs, opensAtMs, ...overrides });
}

/** What the worker does at the opening. */
async function drawn(windowId: string, order: readonly string[]): Promise<void> {
  const window = await gate.room.window(windowId);
  if (window === null) throw new TypeError('no such window');
  await gate.room.publishWindow({ ...window, version: window.version + 1, opensAtMs: Date.now() - 1 });
  const draw = new LobbyDraw(gate.redis, gate.config.redisPrefix, windowId, 'one');
  expect(await draw.begin()).toBe('begun');
  expect(await draw.seat(order)).toBe(true);
  const seed = SEED.toString('hex');
  expect(await draw.finish({ drawn: order.length, seed, entriesDigest: 'ab'.repeat(32) })).toBe(true);
}

async function listed(windowId: string) {
  const { body } = await call(gate, 'GET', '/v1/windows');
  return z
    .object({ windows: z.array(windowViewSchema) })
    .parse(body)
    .windows.find(({ id }) => id === windowId);
}

const document = async (windowId: string) =>
  drawDocumentSchema.parse((await call(gate, 'GET', `/v1/windows/${windowId}/draw`)).body);

test('c01: before its lobby opens, a draw refuses like any other window', async () => {
  const opensAtMs = Date.now() + HOUR_MS / 2;
  const windowId = await aLobby({ lobbyOpensAtMs: Date.now() + HOUR_MS / 4, opensAtMs });
  const person = await aPerson(gate);
  const answer = await call(gate, 'POST', tickets(windowId), { bearer: person.session });
  expect(problemOf(answer)).toBe('403 window-not-open');
  expect(answer.body).toMatchObject({ opensAt: new Date(opensAtMs).toISOString() });
});

test('the lobby gives a ticket without a number (201, then 200); the draw gives it one', async () => {
  const windowId = await aLobby();
  const [one, other] = [await aPerson(gate), await aPerson(gate)];
  const first = await call(gate, 'POST', tickets(windowId), { bearer: one.session });
  const again = await call(gate, 'POST', tickets(windowId), { bearer: one.session });
  expect([first.status, again.status]).toEqual([201, 200]);
  const grant = ticketGrantSchema.parse(first.body);
  const entry = drawEntryOf(windowId, one.personKey);
  expect(grant).toMatchObject({ number: null, entry, state: 'lobby', ahead: 0, eta: null });
  expect(verifyTicket(gate.config.keys.ticket, grant.ticket)).toMatchObject({ number: null, personKey: one.personKey });
  await joined(gate, windowId, other);

  const early = await call(gate, 'GET', '/v1/tickets/me', { bearer: grant.ticket });
  expect(ticketStandingSchema.parse(early.body)).toMatchObject({ windowId, number: null, state: 'lobby', eta: null });
  expect(problemOf(await call(gate, 'POST', '/v1/admissions', { bearer: grant.ticket }))).toBe('403 window-not-open');

  await drawn(windowId, [other.personKey, one.personKey]);
  const standing = await call(gate, 'GET', '/v1/tickets/me', { bearer: grant.ticket });
  expect(ticketStandingSchema.parse(standing.body)).toMatchObject({ number: 2, state: 'waiting' });
  expect(await joined(gate, windowId, one)).toMatchObject({ number: 2, entry });
  expect(await joined(gate, windowId, await aPerson(gate))).toMatchObject({ number: 3 });
  await gate.room.callNext(windowId);
  expect((await call(gate, 'POST', '/v1/admissions', { bearer: grant.ticket })).status).toBe(201);
});

test('between the opening and the draw, people of the lobby wait in it and others come again in a second', async () => {
  const windowId = await aLobby();
  const inside = await aPerson(gate);
  const { ticket } = await joined(gate, windowId, inside);
  const window = await gate.room.window(windowId);
  if (window === null) throw new TypeError('no such window');
  await gate.room.publishWindow({ ...window, version: 2, opensAtMs: Date.now() - 1 });
  expect(await joined(gate, windowId, inside)).toMatchObject({ number: null, state: 'lobby' });
  const stranger = await aPerson(gate);
  const answer = await call(gate, 'POST', tickets(windowId), { bearer: stranger.session });
  expect(problemOf(answer)).toBe('503 line-unavailable');
  expect(answer.headers.get('Retry-After')).toBe('1');
  await eventually(async () => {
    expect(problemOf(await call(gate, 'POST', '/v1/admissions', { bearer: ticket }))).toBe('409 not-called');
  });
});

test('in a lobby the parent and whoever acts for them are one entry, and a ticket of either learns the one number', async () => {
  const windowId = await aLobby();
  const birthDate = civilDateSchema.parse('1967-03-09');
  const mother = { ...(await aPerson(gate, birthDate)), birthDate };
  const [daughter, stranger] = [await aPerson(gate), await aPerson(gate)];
  const { consentId } = await aConsent(gate, daughter, mother);
  const [hers, own] = await Promise.all([join(gate, windowId, daughter, consentId), join(gate, windowId, mother)]);
  const entry = drawEntryOf(windowId, mother.personKey);
  for (const { body } of [hers, own]) expect(body).toMatchObject({ number: null, state: 'lobby', entry });
  await joined(gate, windowId, stranger);

  await drawn(windowId, [stranger.personKey, mother.personKey]);
  for (const answer of [hers, own]) {
    const { ticket: bearer } = ticketGrantSchema.parse(answer.body);
    const standing = await call(gate, 'GET', '/v1/tickets/me', { bearer });
    expect(ticketStandingSchema.parse(standing.body)).toMatchObject({ number: 2 });
  }
  expect(await joined(gate, windowId, await aPerson(gate))).toMatchObject({ number: 3 });
});

test('the commitment is public from the scheduling on, the seed from the draw on', async () => {
  const windowId = await aLobby();
  const person = await aPerson(gate);
  const { ticket } = await joined(gate, windowId, person);
  expect((await listed(windowId))?.draw).toEqual({ commitment: COMMITMENT, seed: null, entriesUrl: null });
  const nothing = { windowId, commitment: COMMITMENT, seed: null, drawn: null, entriesDigest: null, entries: null };
  expect(await document(windowId)).toEqual(nothing);

  await drawn(windowId, [person.personKey]);
  const seed = SEED.toString('hex');
  await eventually(async () => {
    expect((await listed(windowId))?.draw).toEqual({ commitment: COMMITMENT, seed, entriesUrl: null });
    expect(await document(windowId)).toEqual({ ...nothing, seed, drawn: 1, entriesDigest: 'ab'.repeat(32) });
  });
  expect(ticket).not.toContain(seed);
});

test('before the draw the seed is nowhere in what the gate can reach', async () => {
  const windowId = await aLobby();
  await joined(gate, windowId, await aPerson(gate));
  const keys = await gate.redis.keys(`${gate.config.redisPrefix}*${windowId}*`);
  const values = await Promise.all(keys.map((key) => gate.redis.dump(key)));
  expect(keys.length).toBeGreaterThan(2);
  const everything = values.join('\n');
  expect(everything).toContain(COMMITMENT);
  expect(everything).not.toContain(SEED.toString('hex'));
});

test('once it has closed, the list is asked of those who have it', async () => {
  const windowId = await aLobby({ closed: true });
  expect((await listed(windowId))?.draw?.entriesUrl).toBe(`/v1/windows/${windowId}/draw`);
  expect(problemOf(await call(gate, 'GET', `/v1/windows/${windowId}/draw`))).toBe('503 unavailable');
});

test('a window without a draw has nothing to show of one', async () => {
  const windowId = await gate.openWindow();
  expect((await listed(windowId))?.draw).toBeNull();
  expect(problemOf(await call(gate, 'GET', `/v1/windows/${windowId}/draw`))).toBe('404 not-found');
  expect(await joined(gate, windowId, await aPerson(gate))).not.toHaveProperty('entry');
});
