import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

const LOOPBACK = '127.0.0.1';
const MAX_CONNECTIONS = 1_024;

/** One address for several processes that do the same, as a cluster gives its services: who connects goes to the next that takes them. */
export class ServiceAddress implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #targets: readonly number[] = [];
  #next = 0;

  private constructor(server: Server) {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new TypeError('not listening on a TCP port');
    this.port = address.port;
    this.#server = server;
    server.on('connection', (near) => void this.#meet(near));
  }

  /** Listens on loopback, on a free port; hangs up on everybody until it knows whom to pass them on to. */
  static async open(): Promise<ServiceAddress> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    server.maxConnections = MAX_CONNECTIONS;
    server.listen(0, LOOPBACK);
    await once(server, 'listening');
    return new ServiceAddress(server);
  }

  /** From now on, to these ports in turn. */
  passOnTo(ports: readonly number[]): void {
    this.#targets = ports;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
    await once(this.#server, 'close');
  }

  async #meet(near: Socket): Promise<void> {
    this.#hold(near);
    const far = await this.#reach();
    if (far === null || near.destroyed) {
      far?.destroy();
      near.destroy();
      return;
    }
    this.#hold(far);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    near.pipe(far).pipe(near);
  }

  /** A connection to the next one that takes it; `null` when none does. */
  async #reach(): Promise<Socket | null> {
    const ports = this.#targets.map((_, index) => this.#targets[(this.#next + index) % this.#targets.length] ?? 0);
    this.#next += 1;
    for (const port of ports) {
      const far = connect({ port, host: LOOPBACK, allowHalfOpen: true, noDelay: true });
      const reached = await Promise.race([
        once(far, 'connect').then(() => true),
        once(far, 'error').then(() => false),
      ]).catch(() => false);
      if (reached) return far;
      far.destroy();
    }
    return null;
  }

  #hold(socket: Socket): void {
    this.#open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#open.delete(socket));
  }
}
