import { connect, type Socket } from 'node:net';
import { type WireAnswer, WireReader } from './wire-reader.ts';

/** What waits for a connection, or for its answer. */
interface Call {
  readonly request: string;
  readonly settle: (answer: WireAnswer | null) => void;
}

/** Longest an answer may take; a connection on which it does not come is given up. A timer for each call would cost more than the rest of it. */
const ANSWER_LIMIT_MS = 120_000;
const WATCH_EVERY_MS = 5_000;
/**
 * What comes on any connection is read into this, and copied from it as far as it is kept, before anything else is read. A buffer of its
 * own for each read, as Node has it, is memory beside the heap, and so much of it makes the collector look at the whole heap all the time.
 */
const ARRIVING = Buffer.allocUnsafeSlow(65_536);

/**
 * A fixed number of keep-alive connections to one server, each with one request under way, for a load generator that shares its
 * cores with what it measures: a call costs some 15 µs, about a quarter of what a general HTTP client needs, because it sends
 * text that is ready and reads no more of an answer than its status, its length and its `Retry-After`.
 */
export class Wire {
  readonly #hostname: string;
  readonly #port: number;
  readonly #waiting = new Queue<Call>();
  readonly #idle: Connection[] = [];
  readonly #all = new Set<Connection>();
  readonly #most: number;
  readonly #watching = setInterval(() => this.#giveUpSilent(), WATCH_EVERY_MS).unref();
  #isClosed = false;

  /** @param connections how many at most; each is opened when it is first needed */
  constructor(origin: string, connections: number) {
    const { hostname, port } = new URL(origin);
    this.#hostname = hostname;
    this.#port = Number(port);
    this.#most = connections;
  }

  /** Sends a whole HTTP/1.1 request, in Latin-1; resolves with its answer, or `null` when the connection ended before there was one. */
  ask(request: string): Promise<WireAnswer | null> {
    return new Promise((settle) => {
      const call = { request, settle };
      const connection = this.#idle.pop() ?? this.#another();
      if (connection === null) this.#waiting.push(call);
      else connection.send(call);
    });
  }

  /** Ends all connections; calls under way are answered by `null`. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#watching);
    for (const connection of this.#all) connection.end();
  }

  #giveUpSilent(): void {
    const latest = performance.now() - ANSWER_LIMIT_MS;
    for (const connection of this.#all) if (connection.askedAtMs < latest) connection.end();
  }

  #another(): Connection | null {
    if (this.#all.size >= this.#most || this.#isClosed) return null;
    const connection = new Connection(this.#hostname, this.#port, {
      isFree: (free) => {
        const next = this.#waiting.shift();
        if (next === undefined) this.#idle.push(free);
        else free.send(next);
      },
      hasEnded: (ended) => {
        this.#all.delete(ended);
        const at = this.#idle.indexOf(ended);
        if (at !== -1) this.#idle.splice(at, 1);
        this.#replace();
      },
    });
    this.#all.add(connection);
    return connection;
  }

  /** Somebody may wait for the connection that has just ended. */
  #replace(): void {
    const next = this.#waiting.shift();
    if (next === undefined) return;
    const connection = this.#another();
    if (connection === null) next.settle(null);
    else connection.send(next);
  }
}

interface Owner {
  readonly isFree: (connection: Connection) => void;
  readonly hasEnded: (connection: Connection) => void;
}

class Connection {
  readonly #socket: Socket;
  readonly #owner: Owner;
  readonly #reader = new WireReader();
  #call: Call | null = null;
  #sentAtMs = 0;

  constructor(host: string, port: number, owner: Owner) {
    const callback = (bytes: number): boolean => {
      this.#read(ARRIVING.subarray(0, bytes));
      return true;
    };
    const socket = connect({ host, port, noDelay: true, onread: { buffer: ARRIVING, callback } });
    this.#socket = socket;
    this.#owner = owner;
    // What went wrong is told by the end that follows.
    socket.on('error', () => null);
    socket.once('close', () => this.#ended());
  }

  /** When it was asked what it has not answered yet, in milliseconds of `performance.now()`; never, when that is nothing. */
  get askedAtMs(): number {
    return this.#call === null ? Number.POSITIVE_INFINITY : this.#sentAtMs;
  }

  send(call: Call): void {
    this.#call = call;
    this.#sentAtMs = performance.now();
    this.#socket.write(call.request, 'latin1');
  }

  end(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    const answer = this.#reader.read(chunk);
    if (answer === null) return;
    const call = this.#call;
    this.#call = null;
    call?.settle(answer);
    if (answer.isLast) this.#socket.end();
    else this.#owner.isFree(this);
  }

  #ended(): void {
    const call = this.#call;
    this.#call = null;
    this.#owner.hasEnded(this);
    call?.settle(null);
  }
}

/** First in, first out, without moving what waits. */
class Queue<Item> {
  #items: (Item | undefined)[] = [];
  #first = 0;

  push(item: Item): void {
    this.#items.push(item);
  }

  shift(): Item | undefined {
    const item = this.#items[this.#first];
    if (item === undefined) return undefined;
    this.#items[this.#first] = undefined;
    this.#first += 1;
    if (this.#first === this.#items.length) {
      this.#items = [];
      this.#first = 0;
    }
    return item;
  }
}
