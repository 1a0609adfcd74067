import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anApi, type TestApi } from './an-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
});

const asked = (session: string) => api.citizen('/v1/bookings/me', { authorization: `Bearer ${session}` });

test('whoever ends their sessions is nobody from then on; nobody else is concerned', async () => {
  const [person, bystander] = [await api.person(), await api.person()];
  expect((await asked(person.session)).status).toBe(200);
  const end = () => api.citizen('/v1/identity/sessions/end', { cookie: `sunbeon_session=${person.session}` }, 'POST');
  expect((await end()).status).toBe(204);
  expect(await asked(person.session)).toMatchObject({ status: 401, body: { code: 'session-invalid' } });
  expect(await end()).toMatchObject({ status: 401, body: { code: 'session-invalid' } });
  expect((await asked(bystander.session)).status).toBe(200);
});

test('without a session there is nothing to end', async () => {
  expect(await api.citizen('/v1/identity/sessions/end', {}, 'POST')).toMatchObject({
    status: 401,
    body: { code: 'login-required' },
  });
});
