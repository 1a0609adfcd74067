import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Keyring, sealContact, sealFacts } from '@sunbeon/crypto';
import { eventually } from '@sunbeon/test-kit';
import { aSandbox } from './a-sandbox.ts';
import { anOutbox, people, type TestOutbox } from './an-outbox.ts';
import { captureLog } from './capture-log.ts';

const PATIENCE = { timeoutMs: 40_000 };

// Processes of their own take long to start when the machine is busy.
jest.setTimeout(90_000);

let outbox: TestOutbox;
beforeEach(async () => {
  outbox = await anOutbox();
});
afterEach(async () => {
  await outbox[Symbol.asyncDispose]();
});

/** A request with a text that waits to be sent to somebody. */
async function aText({ kind, facts, phone }: { kind: string; facts: string; phone: string }): Promise<void> {
  const keys = Keyring.parse(outbox.env['SEALING_KEYS'] ?? '');
  const [id, delegate, person] = [randomUUID(), randomKey(), randomKey()];
  const contact = await sealContact(keys, { name: '오현숙', phone }, person);
  const sealed = await sealFacts(keys, { name: '신지훈', code: facts }, person);
  await outbox.client.query(
    `INSERT INTO consent (id, reference, delegate_key, relation, way, scope, days, expires_at, sealed_delegate, sealed_named,
       match_index, phone_index, language)
     VALUES ($1, $2, $3, 'child', 'code', '{book}', 30, now() + interval '1 day', '', '', '', '', 'ko')`,
    [id, id.slice(0, 7), delegate],
  );
  await outbox.client.query(
    `INSERT INTO message (consent_id, person_key, kind, version, sealed_contact, sealed_facts, language, expires_at)
     VALUES ($1, $2, $3::message_kind, 1, $4, $5, 'ko', now() + interval '5 minutes')`,
    [id, person, kind, contact, sealed],
  );
}

const randomKey = () => randomBytes(16).toString('base64url');

test('a code reaches the phone, also at night, and no log; one that would go abroad goes nowhere', async () => {
  const sandbox = outbox.use(await aSandbox());
  const [parent] = people(1);
  await aText({ kind: 'code', facts: '012345', phone: parent?.phone ?? '' });
  await aText({ kind: 'consent-requested', facts: '999999', phone: parent?.phone ?? '' });
  await aText({ kind: 'code', facts: '777777', phone: '+819012345678' });
  const log = captureLog();
  const dawn = { QUIET_HOURS: '00:00-23:59' };
  await outbox.notifier(sandbox.smppUrl, { log, env: dawn });
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 1, queued: 1, failed: 1 }), PATIENCE);
  const [text, ...others] = await sandbox.inbox();
  expect(others).toEqual([]);
  expect(text?.text).toContain('인증번호: 012345\n신지훈 님(자녀)이 오** 님의');
  expect(log.text()).not.toMatch(/012345|777777|신지훈|오현숙/);
});
