import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@sunbeon/service-kit';
import { type Carrier, type ReceiptHandler, SendError, type TextMessage } from '../carrier.ts';
import type { SmppConfig } from '../config.ts';
import { encodeText } from './encode-text.ts';
import { SmppLink } from './smpp-link.ts';
import { Window } from './window.ts';

const SOONEST_RECONNECT_MS = 100;
const LATEST_RECONNECT_MS = 5_000;
const REFERENCES = 256;

const TON_UNKNOWN = 0;
const TON_INTERNATIONAL = 1;
const NPI_UNKNOWN = 0;
const NPI_ISDN = 1;
const RECEIPT_WANTED = 1;

/** A carrier spoken to by SMPP 3.4: one transceiver session that is set up again whenever it ends. */
export class SmppCarrier implements Carrier {
  readonly #config: SmppConfig;
  readonly #receive: ReceiptHandler;
  readonly #logger: Logger;
  readonly #window: Window;
  readonly #stop = new AbortController();
  readonly #connected: Promise<void>;
  readonly #available = new EventTarget();
  #link: SmppLink | null = null;
  #reference = 0;

  /** Starts connecting at once. */
  constructor(config: SmppConfig, receive: ReceiptHandler, logger: Logger) {
    this.#config = config;
    this.#receive = receive;
    this.#logger = logger;
    this.#window = new Window(config.window);
    this.#connected = this.#stayConnected();
  }

  get available(): boolean {
    return this.#link !== null;
  }

  async whenAvailable(signal: AbortSignal): Promise<void> {
    if (this.available || signal.aborted) return;
    const heard = new AbortController();
    const either = AbortSignal.any([signal, heard.signal]);
    this.#available.addEventListener('available', () => heard.abort(), { signal: either });
    if (!either.aborted) await once(either, 'abort');
  }

  get capacity(): number {
    return this.#config.window;
  }

  async send({ phone, text }: TextMessage, mayBegin: () => boolean): Promise<{ readonly carrierMessageId: string }> {
    this.#reference = (this.#reference + 1) % REFERENCES;
    const parts = encodeText(text, this.#config.longText, this.#reference);
    return await this.#window.through(async () => {
      if (!mayBegin()) throw new SendError('unavailable', 'not begun');
      let carrierMessageId = '';
      for (const [index, part] of parts.entries()) {
        carrierMessageId = await this.#submit({ ...this.#addresses(phone), ...part, ...receiptFor(index, parts) });
      }
      return { carrierMessageId };
    });
  }

  /** Lets nothing more out and unbinds; who waits for a message should be waited for before. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#link?.close();
    await this.#connected;
  }

  async #submit(fields: Readonly<Record<string, unknown>>): Promise<string> {
    if (this.#link === null) throw new SendError('unavailable');
    return await this.#link.submit(fields);
  }

  #addresses(phone: string) {
    const { sender } = this.#config;
    const international = sender.startsWith('+');
    return {
      source_addr: sender.replace('+', ''),
      source_addr_ton: international ? TON_INTERNATIONAL : TON_UNKNOWN,
      source_addr_npi: international ? NPI_ISDN : NPI_UNKNOWN,
      destination_addr: phone.replace('+', ''),
      dest_addr_ton: TON_INTERNATIONAL,
      dest_addr_npi: NPI_ISDN,
    };
  }

  async #stayConnected(): Promise<void> {
    const { signal } = this.#stop;
    for (let failures = 0; !signal.aborted; ) {
      try {
        this.#link = await SmppLink.open(this.#config.address, this.#receive);
        this.#logger.info('carrier connected');
        failures = 0;
        if (signal.aborted) await this.#link.close();
        this.#available.dispatchEvent(new Event('available'));
        await this.#link.closed;
        if (!signal.aborted) this.#logger.warn('carrier connection ended');
      } catch (error) {
        if (failures === 0) this.#logger.warn({ reason: reasonOf(error) }, 'carrier not reached; trying on');
      }
      this.#link = null;
      failures += 1;
      await pause(Math.min(SOONEST_RECONNECT_MS * 2 ** failures, LATEST_RECONNECT_MS), signal);
    }
  }
}

/** One receipt for a message: when its last part has arrived, so have the others. */
function receiptFor(index: number, parts: readonly unknown[]) {
  return { registered_delivery: index === parts.length - 1 ? RECEIPT_WANTED : 0 };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {});
}
