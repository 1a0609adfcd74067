import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { birthDateSchema } from '@sunbeon/core';
import { Keyring, openContact, openRollEntry, sealRollEntry } from '@sunbeon/crypto';
import { openStore, sealingKeyUse } from '@sunbeon/store';
import { eventually } from '@sunbeon/test-kit';
import { aSandbox, type SandboxProcess } from './a-sandbox.ts';
import { anOutbox, people, type TestOutbox } from './an-outbox.ts';
import { captureLog } from './capture-log.ts';

const newKey = (kid: string) => `${kid}:${randomBytes(32).toString('base64url')}`;
const NOBODY = 'smpp://nobody:nothing@127.0.0.1:9';
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

test('a contact put into another person’s row is not opened there: nobody gets the other’s message', async () => {
  const sandbox: SandboxProcess = outbox.use(await aSandbox());
  await outbox.seed(people(3));
  await outbox.client.query(`
    UPDATE message SET sealed_contact = other.sealed_contact
    FROM message other WHERE (message.id, other.id) IN ((1, 2), (2, 1))`);
  await outbox.notifier(sandbox.smppUrl);
  await eventually(async () => expect(await outbox.states()).toEqual({ failed: 2, delivered: 1 }), PATIENCE);
  expect(await sandbox.inbox()).toHaveLength(1);
  const { rows } = await outbox.client.query(`SELECT last_error FROM message WHERE state = 'failed'`);
  expect(rows).toEqual([{ last_error: 'contact-unreadable' }, { last_error: 'contact-unreadable' }]);
});

test('what an older key seals is sealed anew, in bookings, messages and rolls, until the older key seals nothing', async () => {
  const [old, next] = [newKey('old'), newKey('new')];
  const recipients = people(450);
  await outbox.seed(recipients, old);
  await outbox.client.query(`UPDATE message SET sealed_contact = '' WHERE id = 1`);
  await outbox.client.query(`
    UPDATE booking SET sealed_contact = other.sealed_contact FROM message other
    WHERE booking.id = (SELECT booking_id FROM message WHERE id = 2) AND other.id = 3`);
  const elder = { name: '안말순', birthDate: birthDateSchema.parse('1941-00-00'), phone: null };
  const sealedEntry = await sealRollEntry(Keyring.parse(old), elder, 'p'.repeat(22));
  await outbox.client.query(
    `INSERT INTO roll_entry (campaign_id, person_key, match_index, sealed_entry, import_id, line)
     VALUES ('c', $1, 'm', $3, 'i', 2), ('c', $2, 'm', $3, 'i', 3)`,
    ['p'.repeat(22), 'q'.repeat(22), sealedEntry],
  );
  const store = outbox.use(openStore({ databaseUrl: outbox.env['DATABASE_URL'] ?? '', poolSize: 1 }));
  const log = captureLog();
  const rotated = { SEALING_KEYS: `${next},${old}` };

  // Stopped somewhere on the way; two others take it up.
  const first = await outbox.notifier(NOBODY, { env: rotated, log });
  await eventually(async () => {
    expect(await sealingKeyUse(store)).toEqual(expect.arrayContaining([expect.objectContaining({ kid: 'new' })]));
  }, PATIENCE);
  await first[Symbol.asyncDispose]();
  await outbox.notifier(NOBODY, { env: rotated, log });
  await outbox.notifier(NOBODY, { env: rotated, log });
  await eventually(async () => {
    expect(await sealingKeyUse(store)).toMatchObject([
      { kid: 'new', bookings: 449, messages: 449, rollEntries: 1 },
      // What is another person's does not open, and stays as it is.
      { kid: 'old', bookings: 1, messages: 0, rollEntries: 1 },
    ]);
  }, PATIENCE);

  const { rows } = await outbox.client.query<{ person_key: string; sealed_contact: string }>(
    `SELECT booking.person_key, message.sealed_contact FROM message JOIN booking ON booking.id = booking_id
     WHERE message.sealed_contact <> '' ORDER BY message.id`,
  );
  const opened = await Promise.all(
    rows.map(({ person_key: key, sealed_contact: sealed }) => openContact(Keyring.parse(next), sealed, key)),
  );
  expect(opened).toEqual(recipients.slice(1));
  const entries = await outbox.client.query<{ sealed_entry: string }>(
    'SELECT sealed_entry FROM roll_entry WHERE line = 2',
  );
  const entry = await openRollEntry(Keyring.parse(next), entries.rows[0]?.sealed_entry ?? '', 'p'.repeat(22));
  expect(entry).toEqual(elder);
  await eventually(() => expect(log.text()).toContain('contacts do not open'), PATIENCE);
  expect(log.text()).not.toContain(recipients[0]?.phone);
});
