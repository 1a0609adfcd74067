import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TcpProxy } from '@sunbeon/test-kit';
import { anApi, type TestApi } from './an-api.ts';

let wire: TcpProxy;
let house: TestApi;
beforeAll(async () => {
  house = await anApi(async (url) => {
    const address = new URL(url);
    wire = await TcpProxy.open(Number(address.port));
    address.port = String(wire.port);
    return address.href;
  });
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
  await wire[Symbol.asyncDispose]();
});

test('while Postgres is away people and staff are told to come again, and then they are served', async () => {
  const { session } = await house.person();
  const mine = () => house.citizen('/v1/bookings/me', { authorization: `Bearer ${session}` });
  expect(await mine()).toMatchObject({ status: 200 });
  const heal = wire.refuse();
  wire.cut();
  expect(await mine()).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect(await house.staff('GET', '/v1/staff/windows')).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  heal();
  expect(await mine()).toMatchObject({ status: 200 });
});
