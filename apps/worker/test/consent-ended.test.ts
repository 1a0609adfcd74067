import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { aHouse, anOpenWindow, aRequest, type House, submit } from './a-worker.ts';

const PATIENT = { timeoutMs: 15_000 };

let house: House;
beforeEach(async () => {
  house = await aHouse();
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

test('a consent that has ended by the commit ends the request, frees the seat, and leaves the person their turn', async () => {
  const { id, slots } = await anOpenWindow(house, 5, { maxActive: 1 });
  await house.startWorker();
  const request = aRequest({ windowId: id, choices: slots.slice(0, 1), consentId: randomUUID() });
  const { personKey } = request;
  const admitted = async () => {
    expect(await house.room.claim(id, 1, personKey)).toMatchObject({ outcome: 'admitted' });
  };
  await eventually(async () => {
    expect(await house.room.join(id, personKey)).toMatchObject({ outcome: 'placed', number: 1 });
  }, PATIENT);
  await eventually(admitted, PATIENT);
  await submit(house, request);
  await eventually(async () => {
    const posted = await house.requests.read(request.requestId);
    expect(posted?.outcome).toEqual({ state: 'rejected', code: 'consent-ended', alternatives: [] });
  }, PATIENT);
  await eventually(async () => {
    expect(await house.room.standing(id, 1)).toMatchObject({ state: 'called' });
  }, PATIENT);
  await eventually(admitted, PATIENT);
});
