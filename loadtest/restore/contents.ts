import pg from 'pg';
import { z } from 'zod';

const tablesSchema = z.array(z.object({ name: z.string() }));
const sumSchema = z.tuple([z.object({ rows: z.coerce.number(), sum: z.string() })]);

/** How many rows a table has, and a sum over all that is in them: two databases agree in it when they hold the same. */
export interface TableContents {
  readonly rows: number;
  readonly sum: string;
}

/** Of every table of Sunbeon's, by name. */
export async function contentsOf(url: string): Promise<ReadonlyMap<string, TableContents>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
    );
    const contents = new Map<string, TableContents>();
    for (const { name } of tablesSchema.parse(rows)) {
      const counted = await client.query(
        `SELECT count(*) AS rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text AS sum FROM "${name}" t`,
      );
      const [sum] = sumSchema.parse(counted.rows);
      contents.set(name, sum);
    }
    return contents;
  } finally {
    await client.end();
  }
}
