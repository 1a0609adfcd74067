import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { auditHeadSchema, auditPageSchema, auditVerdictSchema } from '@sunbeon/core';
import { noteAudit, sealAudit } from '@sunbeon/store';
import { anApi, type TestApi } from './an-api.ts';
import { aMember, type TestMember } from './members.ts';

let house: TestApi;
let auditor: TestMember;
beforeAll(async () => {
  house = await anApi();
  auditor = await aMember(house, 'auditor');
  for (let n = 1; n <= 5; n += 1) {
    const actor = { kind: 'staff', id: n % 2 === 1 ? 'odd' : 'even' } as const;
    const action = n < 4 ? 'window.move' : 'windows.plan';
    await noteAudit(house.store, {
      actor,
      action,
      subject: `w-${n}`,
      details: { reason: '까닭', before: { n: n - 1 }, after: { n } },
    });
  }
  await sealAudit(house.store, { most: 100, everything: true });
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

async function trail(query: string) {
  const { status, body } = await house.staff('GET', `/v1/staff/audit${query}`, undefined, auditor.headers);
  expect(status).toBe(200);
  return auditPageSchema.parse(body);
}
const subjects = async (query: string) => (await trail(query)).rows.map(({ subject }) => subject);

test('an auditor reads who did what, the newest first, by whatever they look for', async () => {
  expect(await subjects('?actor=odd')).toEqual(['w-5', 'w-3', 'w-1']);
  expect(await subjects('?action=window')).toEqual(['w-3', 'w-2', 'w-1']);
  expect(await subjects('?action=windows.plan&actor=even')).toEqual(['w-4']);
  expect(await subjects('?subject=w-2')).toEqual(['w-2']);
  expect(await subjects(`?actor=odd&until=${new Date(Date.now() - 3_600_000).toISOString()}`)).toEqual([]);
  expect(await subjects(`?actor=even&from=${new Date(Date.now() - 3_600_000).toISOString()}`)).toEqual(['w-4', 'w-2']);
  expect((await trail('?subject=w-2')).rows).toMatchObject([
    {
      actor: 'even',
      details: { reason: '까닭', before: { n: 1 }, after: { n: 2 }, by: 'staff' },
      position: expect.any(Number),
    },
  ]);
});

test('page by page nothing is left out and nothing comes twice', async () => {
  const everything = await subjects('?limit=200');
  const seen: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: Awaited<ReturnType<typeof trail>> = await trail(`?limit=2${after === '' ? '' : `&after=${after}`}`);
    seen.push(...page.rows.map(({ subject }) => subject));
    after = page.next;
  }
  expect(seen).toEqual(everything);
});

const cursor = (...place: readonly unknown[]) => `after=${Buffer.from(JSON.stringify(place)).toString('base64url')}`;
const ID = '00000000-0000-4000-8000-000000000000';
const NO_YEAR = '0000-01-01T00:00:00Z';

test.each([
  '/v1/staff/audit?after=nonsense',
  `/v1/staff/audit?${cursor(NO_YEAR, '1')}`,
  `/v1/staff/audit?from=${NO_YEAR}`,
  '/v1/staff/audit?actor=%00',
  `/v1/staff/approvals?${cursor(NO_YEAR, ID)}`,
  `/v1/staff/sites?${cursor(2 ** 31)}`,
  `/v1/staff/bookings/list?site=a&${cursor('sites', 'a', [NO_YEAR, '1', ID])}`,
  `/v1/staff/bookings/list?search=ZE41&${cursor('numbers', '', ['\0'])}`,
  '/v1/staff/bookings/list?municipality=%00',
  '/v1/staff/bookings?reason=a&number=%00',
])('%s names what no database can look for, and is refused', async (path) => {
  expect(await house.staff('GET', path)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
});

test('the chain is recomputed, and a head that was kept is held against it', async () => {
  const look = await house.staff('GET', '/v1/staff/audit/head', undefined, auditor.headers);
  const { position, hash } = auditHeadSchema.parse(look.body);
  const verify = async (body: object) => {
    const answer = await house.staff('POST', '/v1/staff/audit/verify', body, auditor.headers);
    return auditVerdictSchema.parse(answer.body);
  };
  expect(await verify({ kept: { position, hash } })).toMatchObject({ done: true, fault: null, entries: position });
  const kept = { position, hash: 'a'.repeat(64) };
  expect(await verify({ kept })).toMatchObject({ done: true, fault: { kind: 'rewritten', position } });
});
