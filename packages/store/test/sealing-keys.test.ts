import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { contactsSealedBy, decideBookings, replaceContacts, sealingKeyUse } from '../src/index.ts';
import { aRequest, aStore, aWindowWithSlots, type TestStore } from './a-store.ts';

let at: TestStore;
beforeEach(async () => {
  at = await aStore();
});
afterEach(async () => {
  await at[Symbol.asyncDispose]();
});

/** As a contact sealed by a key begins, whatever it holds. */
function sealedBy(kid: unknown): string {
  const header = { alg: 'dir', enc: 'A256GCM', kid, typ: 'contact', sub: 'p'.repeat(22) };
  return `${Buffer.from(JSON.stringify(header)).toString('base64url')}..iv.text.tag`;
}

/** One booking, and its message, for each sealed contact. */
async function booked(contacts: readonly string[]): Promise<void> {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [contacts.length] });
  const asked = contacts.map((sealedContact, index) =>
    aRequest({ number: index + 1, windowId, choices: slots, sealedContact }),
  );
  await decideBookings(at.store, asked);
}

test('contacts are counted by the key that seals them, in bookings and in messages', async () => {
  await booked([sealedBy('old'), sealedBy('new'), sealedBy('new'), 'sealed', sealedBy(7), 'AAAAAAAAA', '한글..']);
  await at.sql(`UPDATE message SET sealed_contact = '' WHERE id = (SELECT max(id) FROM message)`);
  expect(await sealingKeyUse(at.store)).toEqual([
    { kid: 'new', bookings: 2, messages: 2, rollEntries: 0, consents: 0 },
    { kid: 'old', bookings: 1, messages: 1, rollEntries: 0, consents: 0 },
    { kid: null, bookings: 4, messages: 3, rollEntries: 0, consents: 0 },
  ]);
});

test.each(['booking', 'message'] as const)(
  'every %s sealed by an old key is found once, batch by batch',
  async (table) => {
    await booked(Array.from({ length: 7 }, (_, index) => sealedBy(index === 3 ? 'new' : 'old')));
    const found: string[][] = [];
    let after: string | null = null;
    do {
      const page = await contactsSealedBy(at.store, { table, kids: ['old', 'older'], limit: 4, after });
      found.push(page.contacts.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    // Four rows, three rows, and the look that finds no more.
    expect(found).toHaveLength(3);
    expect(new Set(found.flat()).size).toBe(6);
    expect(found.flat()).toHaveLength(6);
    const none = await contactsSealedBy(at.store, { table, kids: [], limit: 4, after: null });
    expect(none).toEqual({ contacts: [], next: expect.any(String) });
  },
);

test('a contact is replaced only as long as it is what was read', async () => {
  await booked([sealedBy('old'), sealedBy('old')]);
  for (const table of ['booking', 'message'] as const) {
    const { contacts } = await contactsSealedBy(at.store, { table, kids: ['old'], limit: 9, after: null });
    const [first, second] = contacts;
    await at.sql(`UPDATE ${table} SET sealed_contact = '' WHERE id = '${second?.id}'`);
    const anew = [first, second].map((row) => ({ id: row?.id ?? '', before: sealedBy('old'), after: sealedBy('new') }));
    expect(await replaceContacts(at.store, table, anew)).toBe(1);
  }
  expect(await sealingKeyUse(at.store)).toMatchObject([{ kid: 'new', bookings: 1, messages: 1 }]);
});

test('entries of rolls are counted, found page by page across campaigns, and replaced like contacts', async () => {
  const entries = Array.from({ length: 9 }, (_, index) => ({
    campaignId: index % 2 === 0 ? 'c-1' : 'c-10',
    personKey: String(index).repeat(22),
    matchIndex: 'm',
    sealedEntry: sealedBy(index === 4 ? 'new' : 'old'),
    importId: 'i',
    line: index,
  }));
  await at.store.prisma.rollEntry.createMany({ data: entries });
  expect(await sealingKeyUse(at.store)).toEqual([
    { kid: 'new', bookings: 0, messages: 0, rollEntries: 1, consents: 0 },
    { kid: 'old', bookings: 0, messages: 0, rollEntries: 8, consents: 0 },
  ]);
  const found: string[] = [];
  let after: string | null = null;
  do {
    const page = await contactsSealedBy(at.store, { table: 'roll_entry', kids: ['old'], limit: 2, after });
    found.push(...page.contacts.map(({ personKey }) => personKey));
    const anew = page.contacts.map(({ id, sealedContact }) => ({ id, before: sealedContact, after: sealedBy('new') }));
    expect(await replaceContacts(at.store, 'roll_entry', anew)).toBe(page.contacts.length);
    expect(await replaceContacts(at.store, 'roll_entry', anew)).toBe(0);
    after = page.next;
  } while (after !== null);
  expect([...found].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
    entries.flatMap(({ personKey }, index) => (index === 4 ? [] : [personKey])),
  );
  expect(await sealingKeyUse(at.store)).toMatchObject([{ kid: 'new', rollEntries: 9 }]);
});
