import pg from 'pg';
import { z } from 'zod';

/** As many as one piece of a file holds. */
const ROWS_AT_A_TIME = 7_000;

const rowsSchema = z.array(
  z.object({
    campaign_id: z.string(),
    person_key: z.string(),
    match_index: z.string(),
    phone_index: z.string().nullable(),
    sealed_entry: z.string(),
    import_id: z.string(),
    line: z.int(),
  }),
);

/**
 * Inserts the rows of a roll once more, as they stand, into a table like it, so many by one statement and one commit;
 * returns the seconds that took. Nothing is read, checked, hashed or sealed.
 */
export async function insertBare(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('CREATE TABLE bare (LIKE roll_entry INCLUDING ALL)');
    let ms = 0;
    for (let from = 0; ; from += ROWS_AT_A_TIME) {
      const { rows } = await client.query('SELECT * FROM roll_entry WHERE line > $1 AND line <= $2', [
        from + 1,
        from + 1 + ROWS_AT_A_TIME,
      ]);
      const batch = rowsSchema.parse(rows);
      if (batch.length === 0) return ms / 1_000;
      const startedMs = performance.now();
      await client.query(
        `INSERT INTO bare SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[])
         ON CONFLICT DO NOTHING`,
        [
          batch.map((row) => row.campaign_id),
          batch.map((row) => row.person_key),
          batch.map((row) => row.match_index),
          batch.map((row) => row.phone_index),
          batch.map((row) => row.sealed_entry),
          batch.map((row) => row.import_id),
          batch.map((row) => row.line),
        ],
      );
      ms += performance.now() - startedMs;
    }
  } finally {
    await client.end();
  }
}
