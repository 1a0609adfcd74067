import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { auditHead, noteAudit, verifyChain } from '@sunbeon/store';
import { eventually } from '@sunbeon/test-kit';
import { aHouse, type House } from './a-worker.ts';

let house: House;
beforeAll(async () => {
  house = await aHouse();
  await house.startWorker();
  await house.startWorker();
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

const PATIENT = { timeoutMs: 15_000 };

test('what is written is sealed a moment later, once, whichever worker is at it', async () => {
  const { position: before } = await auditHead(house.store);
  for (let n = 0; n < 20; n += 1) {
    await noteAudit(house.store, {
      actor: { kind: 'staff', id: 'a' },
      action: 'test.do',
      subject: `s-${n}`,
      details: {},
    });
  }
  await eventually(async () => {
    expect(await auditHead(house.store)).toMatchObject({ position: before + 20 });
  }, PATIENT);
  expect(await verifyChain(house.store, { most: 1_000 })).toMatchObject({ done: true, fault: null });
});

test('a request nobody decided in time is noted as lapsed, once', async () => {
  const id = randomUUID();
  const [askedAt, expiresAt] = [new Date(Date.now() - 3_600_001), new Date(Date.now() - 1)];
  const rest = { body: {}, effect: {}, reason: '까닭', askedBy: 'a', askedAt, expiresAt };
  await house.store.prisma.approval.create({ data: { id, action: 'window.move', subject: 'w-lapsed', ...rest } });
  await eventually(async () => {
    expect(await house.store.prisma.approval.findUnique({ where: { id } })).toMatchObject({ state: 'lapsed' });
  }, PATIENT);
  expect(await house.store.prisma.auditEntry.count({ where: { subject: 'w-lapsed' } })).toBe(1);
});
