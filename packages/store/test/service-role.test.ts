import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  auditHead,
  changeWindow,
  mayRewriteAudit,
  noteAudit,
  openStore,
  type Store,
  sealAudit,
  verifyChain,
} from '../src/index.ts';
import { aStore, aWindowWithSlots, type TestStore } from './a-store.ts';

/* By a login of its own that has the role of services and nothing else, as in production. */

const login = `service_${randomBytes(6).toString('hex')}`;

let at: TestStore;
let service: pg.Client;
let store: Store;
beforeAll(async () => {
  at = await aStore();
  await at.sql(`CREATE ROLE ${login} LOGIN PASSWORD '${login}' IN ROLE sunbeon_service`);
  const url = new URL(at.url);
  url.username = login;
  url.password = login;
  service = new pg.Client({ connectionString: url.href });
  await service.connect();
  store = openStore({ databaseUrl: url.href, poolSize: 2 });
});
afterAll(async () => {
  await service.end();
  await store[Symbol.asyncDispose]();
  await at.sql(`DROP ROLE ${login}`);
  await at[Symbol.asyncDispose]();
});

const DENIED = '42501';

test('services add to the audit trail, seal it and read it', async () => {
  await noteAudit(store, { actor: { kind: 'staff', id: 'a' }, action: 'test.do', subject: 'b', details: {} });
  expect(await sealAudit(store, { most: 10, everything: true })).toBe(1);
  expect(await verifyChain(store, { most: 10 })).toMatchObject({ done: true, fault: null, entries: 1 });
  expect(await mayRewriteAudit(store)).toBe(false);
  expect(await mayRewriteAudit(at.store)).toBe(true);
});

test.each([
  ...['audit_entry', 'audit_link'].flatMap((table) => [
    `UPDATE ${table} SET ${table === 'audit_entry' ? "actor = 'nobody'" : "hash = ''"}`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table}`,
    `SELECT FROM ${table} FOR UPDATE`,
    `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
    `DROP TRIGGER ${table}_append_only ON ${table}`,
    `ALTER TABLE ${table} OWNER TO CURRENT_USER`,
    `DROP TABLE ${table}`,
  ]),
  'SET session_replication_role = replica',
  'SET ROLE sunbeon',
  `CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
  'SELECT give_service_role()',
  'CREATE TABLE mine (id integer)',
  'DELETE FROM _prisma_migrations',
])('services may not: %s', async (statement) => {
  const before = await auditHead(at.store);
  await expect(service.query(statement)).rejects.toMatchObject({ code: DENIED });
  expect(await auditHead(at.store)).toEqual(before);
});

test('what services grant themselves they do not get', async () => {
  // Postgres warns, and grants nothing.
  await service.query('GRANT UPDATE, DELETE ON audit_entry, audit_link TO CURRENT_USER').catch(() => null);
  expect(await mayRewriteAudit(store)).toBe(false);
});

test('services may work with every other table there is', async () => {
  const denied = await at.sql(
    `SELECT relname FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
       AND relname NOT IN ('audit_entry', 'audit_link', '_prisma_migrations')
       AND NOT (has_table_privilege($1, oid, 'SELECT') AND has_table_privilege($1, oid, 'INSERT')
         AND has_table_privilege($1, oid, 'UPDATE') AND has_table_privilege($1, oid, 'DELETE'))`,
    [login],
  );
  expect(denied).toEqual([]);
  const { windowId } = await aWindowWithSlots(store);
  const paused = await changeWindow(store, windowId, { kind: 'pause' }, { kind: 'staff', id: 'a' });
  expect(paused.paused).toBe(true);
});

test('what a change did to a window stands in its entry: what was, and what is', async () => {
  const { windowId } = await aWindowWithSlots(store, { opensInMs: 60_000 });
  const [was] = await at.sql<{ opens_at: Date }>('SELECT opens_at FROM booking_window WHERE id = $1', [windowId]);
  const opensAt = new Date(Date.now() + 120_000).toISOString();
  await changeWindow(store, windowId, { kind: 'move', opensAt }, { kind: 'staff', id: 'a' }, { reason: 'late' });
  const entry = await at.store.prisma.auditEntry.findFirst({ where: { subject: windowId, action: 'window.move' } });
  const from = was?.opens_at.toISOString();
  expect(entry?.details).toMatchObject({
    reason: 'late',
    before: { opensAt: from, movedFrom: null },
    after: { opensAt, movedFrom: from },
  });
});
