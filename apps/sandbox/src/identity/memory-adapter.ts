import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** Entries kept over all kinds; the oldest goes first. */
const MAX_ENTRIES = 200_000;

interface Entry {
  readonly payload: AdapterPayload;
  readonly expiresAtMs: number;
}

/** Keeps what the provider must remember (sessions, codes, tokens, grants) in memory, bounded and with expiry. */
export function createMemoryAdapter(): AdapterFactory {
  const entries = new Map<string, Entry>();
  return (kind) => new MemoryAdapter(kind, entries);
}

class MemoryAdapter implements Adapter {
  readonly #kind: string;
  readonly #entries: Map<string, Entry>;

  constructor(kind: string, entries: Map<string, Entry>) {
    this.#kind = kind;
    this.#entries = entries;
  }

  async upsert(id: string, payload: AdapterPayload, expiresInSeconds?: number): Promise<void> {
    const expiresAtMs = expiresInSeconds === undefined ? Infinity : Date.now() + expiresInSeconds * 1_000;
    this.#put(this.#key(id), { payload, expiresAtMs });
    if (this.#kind === 'Session' && payload.uid !== undefined) {
      this.#put(this.#key(`uid:${payload.uid}`), { payload, expiresAtMs });
    }
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = this.#entries.get(this.#key(id));
    if (!entry || entry.expiresAtMs <= Date.now()) return undefined;
    return entry.payload;
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.find(`uid:${uid}`);
  }

  /** Only the device flow asks by user code, and it is switched off. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    const entry = this.#entries.get(this.#key(id));
    if (entry) entry.payload.consumed = Math.floor(Date.now() / 1_000);
  }

  async destroy(id: string): Promise<void> {
    this.#entries.delete(this.#key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, { payload }] of this.#entries) {
      if (payload.grantId === grantId) this.#entries.delete(key);
    }
  }

  #key(id: string): string {
    return `${this.#kind}:${id}`;
  }

  #put(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size <= MAX_ENTRIES) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      break;
    }
  }
}
