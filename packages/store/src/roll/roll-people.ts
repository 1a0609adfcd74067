import type { Store } from '../store.ts';

/** Person keys read by one statement: whoever takes them up is busy for some 10 ms, and then others have their turn. */
const PAGE_ROWS = 5_000;

/** The person keys of all who are on the roll of a campaign, page by page, in no order anyone may rely on. */
export async function* rollPeople({ pool }: Store, campaignId: string): AsyncGenerator<readonly string[]> {
  let after = '';
  for (;;) {
    // Past Prisma, which would look at every value. The index alone answers.
    const { rows } = await pool.query<{ person_key: string }>({
      name: 'roll_people',
      text: 'SELECT person_key FROM roll_entry WHERE campaign_id = $1 AND person_key > $2 ORDER BY person_key LIMIT $3',
      values: [campaignId, after, PAGE_ROWS],
    });
    const keys = rows.map((row) => row.person_key);
    if (keys.length > 0) yield keys;
    if (keys.length < PAGE_ROWS) return;
    after = keys.at(-1) ?? '';
  }
}
