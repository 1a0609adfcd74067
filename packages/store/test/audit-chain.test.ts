import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ChainMark } from '@sunbeon/core';
import { auditHead, noteAudit, sealAudit, verifyChain } from '../src/index.ts';
import { aStore, type TestStore } from './a-store.ts';

const ALL = 1_000_000;
const HOW_MANY = 8;

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => at[Symbol.asyncDispose]());

function note({ store }: TestStore, subject: string, details: Parameters<typeof noteAudit>[1]['details'] = {}) {
  return noteAudit(store, { actor: { kind: 'staff', id: 'operator-1' }, action: 'test.do', subject, details });
}
const sealAll = async ({ store }: TestStore) => sealAudit(store, { most: ALL, everything: false });
const verify = async ({ store }: TestStore, kept: ChainMark | null = null) => verifyChain(store, { most: ALL, kept });

/** A house whose trail has a few entries, all sealed, and what its owner may do to it with the triggers switched off. */
async function aSealedTrail() {
  const house = await aStore();
  for (let n = 1; n <= HOW_MANY; n += 1) await note(house, `subject-${n}`, { reason: '까닭', n });
  await sealAll(house);
  const { position, hash } = await auditHead(house.store);
  const switchTriggers = async (to: 'ENABLE' | 'DISABLE') => {
    for (const table of ['audit_entry', 'audit_link']) await house.sql(`ALTER TABLE ${table} ${to} TRIGGER USER`);
  };
  const tamper = async (...statements: readonly string[]) => {
    await switchTriggers('DISABLE');
    for (const statement of statements) await house.sql(statement);
    await switchTriggers('ENABLE');
  };
  const dispose = async () => house[Symbol.asyncDispose]();
  return { house, kept: { position, hash }, tamper, [Symbol.asyncDispose]: dispose };
}

test('what Postgres seals is what is recomputed, whatever the entries hold', async () => {
  const odd = {
    reason: '"따옴표"와 \\ 그리고 😀\n둘째 줄',
    numbers: [1, 1.5, -0, 1e21, 12345678901],
    nested: { 가: null, a: [] },
  };
  await note(at, '예약:3', odd);
  await note(at, '', {});
  await at.sql(`INSERT INTO audit_entry (actor, action, subject, details, at)
    VALUES ('x', 'y', 'z', '{"n": 1.00, "big": 123456789012345678901234567890}', now() - interval '1 minute')`);
  expect(await sealAll(at)).toBe(3);
  expect(await sealAll(at)).toBe(0);
  const { position, hash } = await auditHead(at.store);
  expect(position).toBe(3);
  expect(await verify(at)).toEqual({ reached: { position, hash }, done: true, fault: null, entries: 3 });
});

const entryAt = (position: number) => `(SELECT entry_id FROM audit_link WHERE position = ${position})`;
/** Seals everything from a position anew, as somebody with the whole database in hand would. */
const sealAgainFrom = (position: number) => [
  `DELETE FROM audit_link WHERE position >= ${position}`,
  `SELECT seal_audit(1000000, true)`,
];

test.each([
  ['another actor', ['changed', 3], [`UPDATE audit_entry SET actor = 'nobody' WHERE id = ${entryAt(3)}`]],
  ['another action', ['changed', 1], [`UPDATE audit_entry SET action = 'test.undo' WHERE id = ${entryAt(1)}`]],
  ['another subject', ['changed', 8], [`UPDATE audit_entry SET subject = 'subject-9' WHERE id = ${entryAt(8)}`]],
  [
    'another reason',
    ['changed', 5],
    [`UPDATE audit_entry SET details = details || '{"reason":"없음"}' WHERE id = ${entryAt(5)}`],
  ],
  ['another instant', ['changed', 2], [`UPDATE audit_entry SET at = at - interval '1 ms' WHERE id = ${entryAt(2)}`]],
  ['a removed entry', ['removed', 4], [`DELETE FROM audit_entry WHERE id = ${entryAt(4)}`]],
  ['a removed link', ['gap', 6], ['DELETE FROM audit_link WHERE position = 6']],
  [
    'an entry and its link removed, and the rest moved up',
    ['changed', 4],
    [
      `DELETE FROM audit_entry WHERE id = ${entryAt(4)}`,
      'DELETE FROM audit_link WHERE position = 4',
      ...[5, 6, 7, 8].map((from) => `UPDATE audit_link SET position = ${from - 1} WHERE position = ${from}`),
    ],
  ],
  [
    'two entries in each other’s place',
    ['changed', 3],
    [
      `UPDATE audit_link SET entry_id = -entry_id WHERE position IN (3, 4)`,
      `UPDATE audit_link a SET entry_id = -b.entry_id FROM audit_link b WHERE a.position + b.position = 7 AND a.position IN (3, 4)`,
    ],
  ],
  [
    'an entry put in under an earlier time',
    ['backdated', 9],
    [
      `INSERT INTO audit_entry (actor, action, subject, details, at) VALUES ('a', 'b', 'c', '{}', now() - interval '1 hour')`,
      'SELECT seal_audit(10, false)',
    ],
  ],
  [
    'an entry put in that is never sealed',
    ['unsealed', 0],
    [
      `INSERT INTO audit_entry (actor, action, subject, details, at) VALUES ('a', 'b', 'c', '{}', now() - interval '1 hour')`,
    ],
  ],
  [
    'links cut off the end',
    ['unsealed', 0],
    [
      'DELETE FROM audit_link WHERE position > 5',
      `UPDATE audit_entry SET at = at - interval '1 hour' WHERE id > ${entryAt(5)}`,
    ],
  ],
] as const)('%s is found where it is', async (_what, [kind, position], statements) => {
  await using trail = await aSealedTrail();
  const { house, tamper } = trail;
  expect(await verify(house)).toMatchObject({ done: true, fault: null });
  await tamper(...statements);
  expect(await verify(house)).toMatchObject({ done: true, fault: { kind, position } });
});

test('a trail that was cut off, or sealed anew after a change, is found by the head that was kept elsewhere', async () => {
  await using trail = await aSealedTrail();
  const { house, kept, tamper } = trail;
  await tamper('DELETE FROM audit_entry WHERE id > (SELECT entry_id FROM audit_link WHERE position = 5)');
  await tamper('DELETE FROM audit_link WHERE position > 5');
  expect(await verify(house)).toMatchObject({ fault: null, entries: 5 });
  expect(await verify(house, kept)).toMatchObject({ fault: { kind: 'truncated', position: 6 } });
  for (let n = 0; n < 5; n += 1) await note(house, 'more');
  await tamper(`UPDATE audit_entry SET actor = 'nobody' WHERE id = ${entryAt(2)}`, ...sealAgainFrom(2));
  expect(await verify(house)).toMatchObject({ fault: null, entries: 10 });
  expect(await verify(house, kept)).toMatchObject({ fault: { kind: 'rewritten', position: kept.position } });
});

test('a kept head fits for good, and verifying goes on from any place it came to', async () => {
  await using trail = await aSealedTrail();
  const { house, kept } = trail;
  await note(house, 'later');
  await sealAll(house);
  expect(await verify(house, kept)).toMatchObject({ done: true, fault: null, entries: HOW_MANY + 1 });
  let verdict = await verifyChain(house.store, { most: 4 });
  expect(verdict).toMatchObject({ done: false, reached: { position: 4 } });
  const honest = verdict.reached;
  while (!verdict.done) verdict = await verifyChain(house.store, { most: 4, from: verdict.reached });
  expect(verdict.reached).toMatchObject({ position: HOW_MANY + 1 });
  const other = { ...honest, hash: '1'.repeat(64) };
  expect(await verifyChain(house.store, { most: 4, from: other })).toMatchObject({
    fault: { kind: 'rewritten', position: 4 },
  });
});

test('entries written by many at once while several workers seal are each sealed once', async () => {
  const before = (await auditHead(at.store)).position;
  const [writers, each] = [8, 15];
  const writing = new AbortController();
  const sealing = Array.from({ length: 3 }, async () => {
    while (!writing.signal.aborted) await sealAudit(at.store, { most: 7, everything: false });
  });
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let n = 0; n < each; n += 1) await note(at, `writer-${writer}`, { n });
    }),
  );
  writing.abort();
  await Promise.all(sealing);
  await sealAll(at);
  const { position } = await auditHead(at.store);
  expect(position - before).toBe(writers * each);
  expect(await verify(at)).toMatchObject({ fault: null, entries: position });
});

test('an entry whose transaction commits late is sealed behind those that were sooner', async () => {
  const late = await at.store.pool.connect();
  try {
    await late.query('BEGIN');
    await late.query(`INSERT INTO audit_entry (actor, action, subject, details) VALUES ('a', 'b', 'late', '{}')`);
    await note(at, 'sooner');
    expect(await sealAll(at)).toBe(1);
    await late.query('COMMIT');
  } finally {
    late.release();
  }
  expect(await sealAll(at)).toBe(1);
  const order = await at.sql(
    `SELECT subject FROM audit_link JOIN audit_entry ON id = entry_id ORDER BY position DESC LIMIT 2`,
  );
  expect(order).toEqual([{ subject: 'late' }, { subject: 'sooner' }]);
  expect(await verify(at)).toMatchObject({ fault: null });
});

test('neither entries nor links are changed, removed or emptied, not even by their owner', async () => {
  for (const table of ['audit_entry', 'audit_link']) {
    const column = table === 'audit_entry' ? 'actor = actor' : 'hash = hash';
    for (const statement of [`UPDATE ${table} SET ${column}`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      await expect(at.sql(statement)).rejects.toThrow('append-only');
    }
  }
});
