import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anApi, type TestApi } from './an-api.ts';

let house: TestApi;

beforeAll(async () => {
  house = await anApi();
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

const notice = { ko: '서버를 고치고 있습니다. 순서는 유지됩니다.', en: 'We are repairing a server. Places are kept.' };

async function aScheduledWindow(id: string): Promise<string> {
  const { status } = await house.staff('POST', '/v1/staff/windows', {
    id,
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31' },
    opensAt: '2031-07-19T11:00:00.000Z',
    closesAt: '2031-07-20T09:00:00.000Z',
  });
  expect(status).toBe(201);
  return `/v1/staff/windows/${id}`;
}

test('a notice is up at once, in both languages, until it is taken down; each time is audited', async () => {
  const path = await aScheduledWindow('told');
  const up = await house.staff('POST', `${path}/notice`, notice);
  expect(up).toMatchObject({ status: 200, body: { version: 2, notice } });
  expect(await house.room.window('told')).toMatchObject({ notice });
  expect(await house.staff('POST', `${path}/notice`, notice)).toMatchObject({ body: { version: 2 } });

  await house.staff('POST', `${path}/close`);
  const down = await house.staff('DELETE', `${path}/notice`);
  expect(down).toMatchObject({ status: 200, body: { version: 4 } });
  expect(down.body).not.toHaveProperty('notice');
  expect(await house.room.window('told')).toMatchObject({ notice: null });
  const trail = await house.store.prisma.auditEntry.findMany({
    where: { subject: 'told', action: 'window.notice' },
    orderBy: { id: 'asc' },
  });
  expect(trail.map(({ details }) => details)).toMatchObject([{ notice }, { notice: null }]);
});

test.each([
  ['one language', { ko: notice.ko }],
  ['nothing', {}],
  ['too much', { ...notice, ko: '가'.repeat(201) }],
  ['what cannot be seen', { ...notice, en: 'text\u202Etxet' }],
  ['a resident number', { ...notice, en: 'call 670501-2345678' }],
])('a notice of %s is refused', async (_name, body) => {
  const answer = await house.staff('POST', '/v1/staff/windows/any/notice', body);
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
});

test('a window says since when it is paused, and which opening was announced before', async () => {
  const path = await aScheduledWindow('moved');
  const before = Date.now();
  const { body } = await house.staff('POST', `${path}/pause`);
  const { pausedSince } = Object(body);
  expect(Date.parse(pausedSince)).toBeGreaterThanOrEqual(before);
  expect((await house.staff('POST', `${path}/resume`)).body).not.toHaveProperty('pausedSince');
  const moved = await house.staff('POST', `${path}/move`, { opensAt: '2031-07-19T13:00:00.000Z' });
  expect(moved).toMatchObject({ body: { movedFrom: '2031-07-19T11:00:00.000Z' } });
  expect(await house.room.window('moved')).toMatchObject({ movedFromMs: Date.parse('2031-07-19T11:00:00.000Z') });
});
