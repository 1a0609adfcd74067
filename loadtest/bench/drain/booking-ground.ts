import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedServer, startPostgres } from '@sunbeon/embedded';
import { migrate } from '@sunbeon/migrations';
import pg from 'pg';

const WINDOW = 'bench';
const SITES = 100;
const TIMES = 10;
/** More seats than any run books. */
const CAPACITY = 1_000_000;

/** A Postgres of the run's own, which keeps its commits on disk, with one open window of a thousand slots. */
export class BookingGround implements AsyncDisposable {
  readonly windowId = WINDOW;
  readonly slots: readonly string[];
  readonly #server: EmbeddedServer;
  readonly #pool: pg.Pool;
  readonly #folder: string;

  private constructor(server: EmbeddedServer, pool: pg.Pool, folder: string, slots: readonly string[]) {
    this.#server = server;
    this.#pool = pool;
    this.#folder = folder;
    this.slots = slots;
  }

  static async open(): Promise<BookingGround> {
    const folder = await mkdtemp(join(tmpdir(), 'sunbeon-bench-'));
    // As root Postgres runs as somebody else, who must get in.
    await chmod(folder, 0o755);
    const server = await startPostgres({ dataDir: join(folder, 'postgres') });
    await migrate(server.url);
    const pool = new pg.Pool({ connectionString: server.url, max: 2 });
    // The server may end before a connection has.
    pool.on('error', () => null);
    return new BookingGround(server, pool, folder, await layOut(pool));
  }

  get url(): string {
    return this.#server.url;
  }

  get pid(): number {
    return this.#server.pid;
  }

  /** Bookings made so far; throws unless each has its seat and its message, and the disk was waited for. */
  async booked(): Promise<number> {
    const { rows } = await this.#pool.query<Record<'bookings' | 'messages' | 'taken', number> & { safe: string }>(`
      SELECT (SELECT count(*) FROM booking)::int AS bookings, (SELECT count(*) FROM message)::int AS messages,
        (SELECT sum(taken) FROM slot)::int AS taken, current_setting('synchronous_commit') AS safe`);
    const [row] = rows;
    if (!row || row.bookings !== row.messages || row.bookings !== row.taken || row.safe !== 'on') {
      throw new Error(`this is no booking system: ${JSON.stringify(row)}`);
    }
    return row.bookings;
  }

  /** Messages that wait to be sent. */
  async unsent(): Promise<number> {
    const { rows } = await this.#pool.query<{ unsent: number }>(
      `SELECT count(*)::int AS unsent FROM message WHERE state = 'queued'`,
    );
    return rows[0]?.unsent ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.end();
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function layOut(pool: pg.Pool): Promise<string[]> {
  await pool.query(`INSERT INTO campaign (id, title) VALUES ('${WINDOW}', 'bench')`);
  await pool.query(`
    INSERT INTO booking_window (id, campaign_id, title, birth_from, birth_to, policy, opens_at, closes_at, max_active,
      max_per_second, admission_seconds, ceiling)
    VALUES ('${WINDOW}', '${WINDOW}', 'bench', '1967-01-01', '1968-12-31', 'fifo', now() - interval '1 hour',
      now() + interval '1 day', 500, 1, 600, 0)`);
  await pool.query(`
    INSERT INTO site (id, name, type, province, municipality, municipality_code, latitude, longitude)
    SELECT 'site-' || n, '제' || n || '병원', '종합병원', '서울특별시', '종로구', '11010', 37 + n * 0.01, 127
    FROM generate_series(1, ${SITES}) n`);
  const { rows } = await pool.query<{ id: string }>(`
    INSERT INTO slot (window_id, site_id, starts_at, product, capacity)
    SELECT '${WINDOW}', 'site-' || site, now() + make_interval(days => 7, hours => hour), 'vaccine', ${CAPACITY}
    FROM generate_series(1, ${SITES}) site, generate_series(1, ${TIMES}) hour
    RETURNING id`);
  return rows.map(({ id }) => id);
}
