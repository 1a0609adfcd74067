import { EventEmitter, once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** `up`: from whoever connects to the server behind; `down`: its answers. */
export type Direction = 'up' | 'down';

/** Ends a disturbance; calling it again changes nothing. */
export type Heal = () => void;

/** More connections than any stack here opens. */
const MAX_LINKS = 2_048;
const LOOPBACK = '127.0.0.1';

interface Link {
  readonly near: Socket;
  readonly far: Socket;
  silent: boolean;
}

/** A wire between services and a server on this machine that can be cut, stalled, silenced, slowed down and made to refuse. */
export class TcpProxy implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #targetPort: number;
  readonly #links = new Set<Link>();
  readonly #changes = new EventEmitter().setMaxListeners(0);
  readonly #stalls = new Map<symbol, Direction>();
  readonly #delays = new Map<symbol, number>();
  readonly #refusals = new Set<symbol>();

  /** Listens on loopback, on a free port, and passes everything on to `targetPort`. */
  static async open(targetPort: number): Promise<TcpProxy> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.maxConnections = MAX_LINKS;
    server.listen(0, LOOPBACK);
    await once(server, 'listening');
    return new TcpProxy(server, targetPort);
  }

  private constructor(server: Server, targetPort: number) {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new TypeError('not listening on a TCP port');
    this.port = address.port;
    this.#server = server;
    this.#targetPort = targetPort;
    server.on('connection', (near) => this.#meet(near));
  }

  /** Connections open at this moment. */
  get links(): number {
    return this.#links.size;
  }

  /** Resets every connection; what was on its way is lost. New ones are taken. */
  cut(): void {
    for (const link of this.#links) {
      link.near.resetAndDestroy();
      link.far.resetAndDestroy();
    }
  }

  /** Holds back every byte of one direction until healed. */
  stall(direction: Direction): Heal {
    return this.#disturb(this.#stalls, direction);
  }

  /**
   * Swallows from now on whatever comes over the connections open at this moment, and never ends them: neither side
   * learns of it, as when something on the way forgets a connection. New ones are taken. Nothing heals it.
   */
  silence(): void {
    for (const link of this.#links) link.silent = true;
  }

  /** Lets every piece of data wait for `delayMs`, in both directions. */
  slow(delayMs: number): Heal {
    return this.#disturb(this.#delays, delayMs);
  }

  /** Resets whoever connects, until healed. Connections already open are left alone. */
  refuse(): Heal {
    const id = Symbol('refusal');
    this.#refusals.add(id);
    return () => void this.#refusals.delete(id);
  }

  /** Ends every disturbance but silence. */
  heal(): void {
    this.#stalls.clear();
    this.#delays.clear();
    this.#refusals.clear();
    this.#changes.emit('change');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.heal();
    this.cut();
    await closed;
  }

  #disturb<Value>(disturbances: Map<symbol, Value>, value: Value): Heal {
    const id = Symbol('disturbance');
    disturbances.set(id, value);
    return () => {
      disturbances.delete(id);
      this.#changes.emit('change');
    };
  }

  #meet(near: Socket): void {
    if (this.#refusals.size > 0) {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ port: this.#targetPort, host: LOOPBACK, allowHalfOpen: true, noDelay: true });
    const link: Link = { near, far, silent: false };
    this.#links.add(link);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      // The close that follows is what counts.
      socket.on('error', () => null);
      socket.on('close', () => {
        if (link.silent) return;
        this.#links.delete(link);
        if (!other.destroyed) other.resetAndDestroy();
      });
    }
    this.#pass(link, near, far, 'up');
    this.#pass(link, far, near, 'down');
  }

  #pass(link: Link, from: Socket, to: Socket, direction: Direction): void {
    const write = (chunk: Buffer) => {
      if (to.destroyed || link.silent || to.write(chunk)) from.resume();
      else to.once('drain', () => from.resume());
    };
    from.on('data', (chunk) => {
      from.pause();
      if (this.#isFree(direction)) write(chunk);
      else void this.#passage(direction).then(() => write(chunk));
    });
    from.on('end', () => {
      void this.#passage(direction).then(() => link.silent || to.end());
    });
  }

  #isFree(direction: Direction): boolean {
    return this.#delays.size === 0 && !this.#isStalled(direction);
  }

  #isStalled(direction: Direction): boolean {
    return [...this.#stalls.values()].includes(direction);
  }

  async #passage(direction: Direction): Promise<void> {
    const delayMs = Math.max(0, ...this.#delays.values());
    if (delayMs > 0) await delay(delayMs);
    while (this.#isStalled(direction)) await once(this.#changes, 'change');
  }
}
