/** How far an import has come, as the server says. */
export interface ImportStanding {
  readonly id: string;
  readonly state: string;
  /** Where the next piece begins, in bytes. */
  readonly offset: number;
}

/** How a file is read and sent; what is outside is handed in. */
export interface PieceWay<Standing extends ImportStanding> {
  /** Begins the import, or finds it as far as it has come: harmless to repeat. */
  readonly start: () => Promise<Standing>;
  readonly find: (id: string) => Promise<Standing>;
  /** Bytes of the file from there on: a piece of it. */
  readonly read: (offset: number) => Promise<Uint8Array<ArrayBuffer>>;
  readonly send: (id: string, offset: number, piece: Uint8Array<ArrayBuffer>) => Promise<Standing>;
  /** What a refusal means: asking again may help, the import stands elsewhere, or there is nothing to be done. */
  readonly meaning: (error: unknown) => 'passing' | 'elsewhere' | 'final';
  /** Waits for a moment before asking again. */
  readonly wait: () => Promise<unknown>;
}

/** Bytes sent at a time: some 7,000 people, or 20,000 slots. */
export const PIECE_BYTES = 2 ** 20;
/** Failures in a row that are borne: the service may be replaced meanwhile. */
const MOST_FAILURES = 60;
/** Before anything was sent, whoever forgot to start the stack wants to know. */
const MOST_FAILURES_AT_FIRST = 15;

/**
 * Sends a file in pieces, each from where the server says that the import stands, and yields how far it has come: whatever
 * is killed or cut off on the way, it goes on there. Ends when the import is no longer `running`; whoever stops asking pauses
 * it.
 * @throws what the way threw and called `final`, or called something else for too long
 */
export async function* sendInPieces<Standing extends ImportStanding>(
  way: PieceWay<Standing>,
): AsyncGenerator<Standing> {
  let at = await begun(way);
  yield at;
  for (let failures = 0; at.state === 'running'; ) {
    const piece = await way.read(at.offset);
    const sent = await tried(way, () => way.send(at.id, at.offset, piece));
    if ('standing' in sent) {
      at = sent.standing;
      failures = 0;
    } else {
      failures += 1;
      const now = await foundAgain(way, at.id, sent, failures);
      const isStuck = now.offset === at.offset && now.state === 'running';
      if (isStuck && way.meaning(sent.error) === 'elsewhere') throw sent.error;
      at = now;
    }
    yield at;
  }
}

interface Failed {
  readonly error: unknown;
}

type Tried<Standing> = { readonly standing: Standing } | Failed;

async function tried<Standing extends ImportStanding>(
  { meaning }: PieceWay<Standing>,
  send: () => Promise<Standing>,
): Promise<Tried<Standing>> {
  try {
    return { standing: await send() };
  } catch (error) {
    if (meaning(error) === 'final') throw error;
    return { error };
  }
}

async function begun<Standing extends ImportStanding>(way: PieceWay<Standing>): Promise<Standing> {
  for (let failures = 0; ; failures += 1) {
    const started = await tried(way, way.start);
    if ('standing' in started) return started.standing;
    if (way.meaning(started.error) === 'elsewhere' || failures >= MOST_FAILURES_AT_FIRST) throw started.error;
    await way.wait();
  }
}

async function foundAgain<Standing extends ImportStanding>(
  way: PieceWay<Standing>,
  id: string,
  failed: Failed,
  failures: number,
): Promise<Standing> {
  for (let more = failures; ; more += 1) {
    if (more > MOST_FAILURES) throw failed.error;
    if (way.meaning(failed.error) !== 'elsewhere') await way.wait();
    const found = await tried(way, () => way.find(id));
    if ('standing' in found) return found.standing;
    await way.wait();
  }
}
