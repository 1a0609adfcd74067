import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@sunbeon/service-kit';
import { type Carrier, type CarrierAnswer, type ReceiptHandler, SendError, type TextMessage } from '../carrier.ts';
import type { SmppConfig } from '../config.ts';
import { encodeText } from './encode-text.ts';
import { REFERENCE_FIELD } from './message-reference.ts';
import { finalStateOf } from './message-state.ts';
import { carrierName } from './smpp-address.ts';
import { SmppLink } from './smpp-link.ts';
import { saysUnknown } from './status.ts';

const SOONEST_RECONNECT_MS = 100;
const LATEST_RECONNECT_MS = 5_000;
/** Longest wait for the answer to a question about a message. */
const QUERY_LIMIT_MS = 5_000;
const REFERENCES = 256;

const TON_UNKNOWN = 0;
const TON_INTERNATIONAL = 1;
const NPI_UNKNOWN = 0;
const NPI_ISDN = 1;
const RECEIPT_WANTED = 1;

/** A carrier spoken to by SMPP 3.4: one transceiver session that is set up again whenever it ends. */
export class SmppCarrier implements Carrier {
  readonly name: string;
  readonly #config: SmppConfig;
  readonly #receive: ReceiptHandler;
  readonly #logger: Logger;
  readonly #stop = new AbortController();
  readonly #connected: Promise<void>;
  #link: SmppLink | null = null;
  #reference = 0;

  /** Starts connecting at once. */
  constructor(config: SmppConfig, receive: ReceiptHandler, logger: Logger) {
    this.name = carrierName(config.address);
    this.#config = config;
    this.#receive = receive;
    this.#logger = logger.child({ carrier: this.name });
    this.#connected = this.#stayConnected();
  }

  get available(): boolean {
    return this.#link !== null;
  }

  get capacity(): number {
    return this.#config.window;
  }

  /** All parts together have one limit for being answered. */
  async send({ phone, text, reference }: TextMessage): Promise<{ readonly carrierMessageId: string }> {
    this.#reference = (this.#reference + 1) % REFERENCES;
    const parts = encodeText(text, this.#config.longText, this.#reference);
    const deadlineMs = Date.now() + this.#config.responseLimitMs;
    let carrierMessageId = '';
    for (const [index, part] of parts.entries()) {
      if (this.#link === null) throw new SendError(index === 0 ? 'unavailable' : 'ambiguous', 'the session ended');
      const fields = { ...this.#addresses(phone), ...part, ...this.#tail(index === parts.length - 1, reference) };
      carrierMessageId = await this.#link.submit(fields, deadlineMs - Date.now());
    }
    return { carrierMessageId };
  }

  /** By `query_sm` with our reference in place of the carrier's id, where that is agreed. */
  async ask(reference: string): Promise<CarrierAnswer> {
    if (!this.#asksByReference) return { verdict: 'never-tells' };
    if (this.#link === null) return { verdict: 'no-answer' };
    try {
      const fields = { message_id: '', ...this.#source(), [REFERENCE_FIELD]: reference };
      const answer = await this.#link.query(fields, QUERY_LIMIT_MS);
      if (saysUnknown(answer.command_status)) return { verdict: 'unknown' };
      const carrierMessageId = answer.message_id ?? '';
      if (answer.command_status !== 0 || carrierMessageId === '') return { verdict: 'no-answer' };
      return { verdict: 'has-it', carrierMessageId, state: finalStateOf(answer.message_state ?? 0) ?? 'sent' };
    } catch (error) {
      if (error instanceof SendError) return { verdict: 'no-answer' };
      throw error;
    }
  }

  /** Lets nothing more out and unbinds; who waits for a message should be waited for before. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#link?.close();
    await this.#connected;
  }

  get #asksByReference(): boolean {
    return this.#config.address.query === 'reference';
  }

  #source() {
    const { sender } = this.#config;
    const international = sender.startsWith('+');
    return {
      source_addr: sender.replace('+', ''),
      source_addr_ton: international ? TON_INTERNATIONAL : TON_UNKNOWN,
      source_addr_npi: international ? NPI_ISDN : NPI_UNKNOWN,
    };
  }

  #addresses(phone: string) {
    return {
      ...this.#source(),
      destination_addr: phone.replace('+', ''),
      dest_addr_ton: TON_INTERNATIONAL,
      dest_addr_npi: NPI_ISDN,
    };
  }

  /** The last part stands for the message: when it has arrived, so have the others. Only it has a receipt and a reference. */
  #tail(last: boolean, reference: string) {
    if (!last) return { registered_delivery: 0 };
    return { registered_delivery: RECEIPT_WANTED, ...(this.#asksByReference && { [REFERENCE_FIELD]: reference }) };
  }

  async #stayConnected(): Promise<void> {
    const { signal } = this.#stop;
    for (let failures = 0; !signal.aborted; ) {
      try {
        this.#link = await SmppLink.open(this.#config.address, this.#receive);
        this.#logger.info('carrier connected');
        failures = 0;
        if (signal.aborted) await this.#link.close();
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

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {});
}
