import { randomBytes, randomUUID } from 'node:crypto';
import { Keyring, sealContact } from '@sunbeon/crypto';
import type { Client } from 'pg';

export interface Recipient {
  readonly name: string;
  readonly phone: string;
  readonly language?: 'ko' | 'en';
  /** Default: nobody else's. */
  readonly personKey?: string;
}

/** Committed bookings with a queued confirmation each, in the order of `recipients`; returns the booking numbers. */
export async function seedOutbox(
  client: Client,
  sealingKeys: string,
  recipients: readonly Recipient[],
): Promise<string[]> {
  const keys = Keyring.parse(sealingKeys);
  const slotId = await aSlot(client);
  const rows = await Promise.all(
    recipients.map(async ({ name, phone, language = 'ko', personKey = aPersonKey() }, index) => {
      const sealed = await sealContact(keys, { name, phone }, personKey);
      const number = `TEST-${randomBytes(4).toString('hex')}-${index}`;
      return { id: randomUUID(), requestId: `r-${number}`, personKey, number, sealed, language };
    }),
  );
  const columns = [
    rows.map(({ id }) => id),
    rows.map(({ requestId }) => requestId),
    rows.map(({ personKey }) => personKey),
    rows.map(({ number }) => number),
    rows.map(({ sealed }) => sealed),
    rows.map(({ language }) => language),
  ];
  await client.query(
    `WITH given AS (
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::language[])
         WITH ORDINALITY AS row(id, request_id, person_key, number, sealed, language, position)
     ), requested AS (
       INSERT INTO booking_request (request_id, window_id, person_key, number, choices, state, received_at, decided_at)
       SELECT request_id, 'outbox', person_key, position, ARRAY[$7::bigint], 'confirmed', now(), now() FROM given
     ), booked AS (
       INSERT INTO booking (id, number, request_id, campaign_id, window_id, slot_id, person_key, sealed_contact, language, booked_at)
       SELECT id, number, request_id, 'outbox', 'outbox', $7::bigint, person_key, sealed, language, now() FROM given
     )
     INSERT INTO message (booking_id, kind, version, sealed_contact, language)
     SELECT id, 'confirmation', 1, sealed, language FROM given ORDER BY position`,
    [...columns, slotId],
  );
  return rows.map(({ number }) => number);
}

function aPersonKey(): string {
  return randomBytes(16).toString('base64url').slice(0, 22);
}

/** One slot at nine in the morning of 16 August 2021, with what it needs around it. */
async function aSlot(client: Client): Promise<string> {
  await client.query(`
    INSERT INTO campaign (id, title) VALUES ('outbox', '시험') ON CONFLICT DO NOTHING;
    INSERT INTO booking_window (id, campaign_id, title, birth_from, birth_to, policy, opens_at, closes_at, max_active,
        max_per_second, admission_seconds, ceiling)
      VALUES ('outbox', 'outbox', '시험', '1967-01-01', '1968-12-31', 'fifo', now(), now() + interval '1 hour', 1, 1, 60, 1)
      ON CONFLICT DO NOTHING;
    INSERT INTO site (id, name, type, province, municipality, municipality_code, latitude, longitude)
      VALUES ('outbox', '강북삼성병원', '상급종합', '서울특별시', '종로구', '11010', 37.5, 126.9) ON CONFLICT DO NOTHING;`);
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO slot (window_id, site_id, starts_at, product, capacity)
     VALUES ('outbox', 'outbox', '2021-08-16T09:00+09:00', '모더나', 10000)
     ON CONFLICT (window_id, site_id, starts_at, product) DO UPDATE SET capacity = excluded.capacity RETURNING id`,
  );
  return rows[0]?.id ?? '';
}
