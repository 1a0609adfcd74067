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
  const [reader, writer] = [databaseUrl, databaseUrl].map((connectionString) => new pg.Client({ connectionString }));
  if (reader === undefined || writer === undefined) throw new TypeError('two connections are needed');
  await Promise.all([reader.connect(), writer.connect()]);
  try {
    await writer.query('CREATE TABLE bare (LIKE roll_entry INCLUDING ALL)');
    await reader.query('BEGIN');
    await reader.query('DECLARE entries NO SCROLL CURSOR FOR SELECT * FROM roll_entry');
    let seconds = 0;
    for (;;) {
      const { rows } = await reader.query(`FETCH ${ROWS_AT_A_TIME} FROM entries`);
      const batch = rowsSchema.parse(rows);
      if (batch.length === 0) return seconds;
      seconds += await secondsToInsert(writer, batch);
    }
  } finally {
    await Promise.all([reader.end(), writer.end()]);
  }
}

async function secondsToInsert(client: pg.Client, batch: z.infer<typeof rowsSchema>): Promise<number> {
  const columns = [
    batch.map((row) => row.campaign_id),
    batch.map((row) => row.person_key),
    batch.map((row) => row.match_index),
    batch.map((row) => row.phone_index),
    batch.map((row) => row.sealed_entry),
    batch.map((row) => row.import_id),
    batch.map((row) => row.line),
  ];
  const startedMs = performance.now();
  await client.query(
    `INSERT INTO bare SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[])
     ON CONFLICT DO NOTHING`,
    columns,
  );
  return (performance.now() - startedMs) / 1_000;
}
