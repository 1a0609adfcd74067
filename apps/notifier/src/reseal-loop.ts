import { setTimeout as delay } from 'node:timers/promises';
import { type Keyring, resealContact, resealFacts, resealRollEntry, SealedContactError } from '@sunbeon/crypto';
import { Counter, type Logger, type Registry } from '@sunbeon/service-kit';
import {
  contactsSealedBy,
  type Resealed,
  replaceContacts,
  type SealedRow,
  type SealedTable,
  type Store,
  sealedTables,
} from '@sunbeon/store';

const LOOK_EVERY_MS = 3_600_000;
const AFTER_ERROR_MS = 60_000;
/** Rows looked at, and so contacts sealed anew at a time: 20 ms of work at most, and then a pause: messages go first. */
const PAGE_ROWS = 200;
const PAUSE_MS = 500;

/** How what stands in a table is sealed anew. */
const RESEAL: Readonly<Record<SealedTable, typeof resealContact>> = {
  booking: resealContact,
  message: resealContact,
  roll_entry: resealRollEntry,
  message_facts: resealFacts,
  consent_delegate: resealContact,
  consent_named: resealFacts,
  consent_beneficiary: resealRollEntry,
};

export interface ResealParts {
  readonly store: Store;
  readonly sealingKeys: Keyring;
  readonly registry: Registry;
  readonly logger: Logger;
}

/**
 * Seals anew, with the first key, whatever an older key of the keyring still seals, so that the older key can be taken
 * off. Looks once an hour; leaves off when the notifier stops, and goes on where it was, because what is done needs no
 * doing. Several notifiers may do it at once.
 */
export class ResealLoop implements AsyncDisposable {
  readonly #parts: ResealParts;
  readonly #resealed: Counter;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;

  /** Starts at once; with a single key there is nothing to do. */
  constructor(parts: ResealParts) {
    this.#parts = parts;
    this.#resealed = new Counter({
      name: 'notifier_contacts_resealed_total',
      help: 'Contacts, entries of rolls and what consents hold, sealed anew by the first key',
      registers: [parts.registry],
    });
    this.#running = parts.sealingKeys.olderKids.length === 0 ? Promise.resolve() : this.#run();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { logger } = this.#parts;
    while (!this.#stop.signal.aborted) {
      try {
        for (const table of sealedTables) await this.#resealAll(table);
        await this.#pause(LOOK_EVERY_MS);
      } catch (error) {
        logger.error({ err: error }, 'contacts not sealed anew; trying again');
        await this.#pause(AFTER_ERROR_MS);
      }
    }
  }

  async #resealAll(table: SealedTable): Promise<void> {
    const { store, sealingKeys, logger } = this.#parts;
    let [resealed, unreadable] = [0, 0];
    let after: string | null = null;
    do {
      const page = await contactsSealedBy(store, { table, kids: sealingKeys.olderKids, limit: PAGE_ROWS, after });
      const anew = await this.#sealedAnew(table, page.contacts);
      const replaced = await replaceContacts(store, table, anew);
      this.#resealed.inc(replaced);
      resealed += replaced;
      unreadable += page.contacts.length - anew.length;
      after = page.next;
      if (page.contacts.length > 0) await this.#pause(PAUSE_MS);
    } while (after !== null && !this.#stop.signal.aborted);
    if (resealed > 0) logger.info({ table, resealed }, 'contacts were sealed anew');
    if (unreadable > 0) logger.warn({ table, unreadable }, 'contacts do not open, and stay as they are');
  }

  async #sealedAnew(table: SealedTable, rows: readonly SealedRow[]): Promise<Resealed[]> {
    const anew: Resealed[] = [];
    for (const { id, sealedContact, personKey } of rows) {
      const after = await this.#tryReseal(table, sealedContact, personKey);
      if (after !== null) anew.push({ id, before: sealedContact, after });
    }
    return anew;
  }

  async #tryReseal(table: SealedTable, sealedContact: string, personKey: string): Promise<string | null> {
    try {
      return await RESEAL[table](this.#parts.sealingKeys, sealedContact, personKey);
    } catch (error) {
      if (error instanceof SealedContactError) return null;
      throw error;
    }
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#stop.signal }).catch(() => {});
  }
}
