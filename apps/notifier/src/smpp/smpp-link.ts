import smpp, { type DeliverPdu, type Pdu, type QueryResponse, type Session } from 'smpp';
import { type ReceiptHandler, SendError } from '../carrier.ts';
import { readReceipt } from './read-receipt.ts';
import type { SmppAddress } from './smpp-address.ts';
import { failureOf, statusName } from './status.ts';

const SMPP_3_4 = 0x34;
/** Connecting and binding together. */
const BIND_LIMIT_MS = 10_000;
const ENQUIRE_EVERY_MS = 30_000;
const ENQUIRE_LIMIT_MS = 10_000;
const GOODBYE_LIMIT_MS = 1_000;

const SERVED = new Set(['deliver_sm', 'enquire_link', 'unbind']);

type Fields = Readonly<Record<string, unknown>>;
type Respond<Response> = (response: Response) => void;

/** One bound SMPP session. */
export class SmppLink {
  /** Resolves when the session has ended, for whatever reason. */
  readonly closed: Promise<void>;
  readonly #session: Session;
  readonly #waiting = new Set<(error: SendError) => void>();

  /** Connects and binds as transceiver; rejects with a {@link SendError} that names the status or the system's error. */
  static async open(address: SmppAddress, receive: ReceiptHandler): Promise<SmppLink> {
    const session = smpp.connect({ host: address.host, port: address.port, tls: address.tls });
    // Errors after the bind end in `close`, which is what everything here listens for.
    session.on('error', () => session.destroy());
    const link = new SmppLink(session, receive);
    try {
      await bind(session, address);
    } catch (error) {
      session.destroy();
      throw error;
    }
    link.#keepAlive();
    return link;
  }

  private constructor(session: Session, receive: ReceiptHandler) {
    this.#session = session;
    this.closed = new Promise((resolve) => {
      session.on('close', () => {
        for (const fail of this.#waiting) fail(new SendError('ambiguous', 'the session ended'));
        resolve();
      });
    });
    session.on('deliver_sm', (pdu) => void this.#receive(pdu, receive));
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu) => {
      session.send(pdu.response());
      session.close();
    });
    session.on('pdu', (pdu) => {
      if (pdu.isResponse() || SERVED.has(pdu.command)) return;
      session.send(pdu.response({ command_status: smpp.ESME_RINVCMDID }));
    });
  }

  /**
   * Submits one PDU; resolves with the carrier's message id.
   * @param limitMs longest wait for the answer; then nobody knows whether it was taken
   * @throws {SendError}
   */
  async submit(fields: Fields, limitMs: number): Promise<string> {
    const { command_status: status, message_id: id = '' } = await this.#request<{ message_id?: string } & Pdu>(
      (respond) => this.#session.submit_sm(fields, respond),
      limitMs,
    );
    if (status !== 0) throw new SendError(failureOf(status), statusName(status));
    return id;
  }

  /** Asks for one message; resolves with the answer, whatever it says. Rejects like {@link submit}. */
  async query(fields: Fields, limitMs: number): Promise<QueryResponse> {
    return await this.#request((respond) => this.#session.query_sm(fields, respond), limitMs);
  }

  /** Says goodbye and resolves when the session has ended. */
  async close(): Promise<void> {
    const cut = setTimeout(() => this.#session.destroy(), GOODBYE_LIMIT_MS);
    const written = this.#session.unbind(() => this.#session.close());
    if (!written) this.#session.destroy();
    await this.closed;
    clearTimeout(cut);
  }

  #request<Response>(write: (respond: Respond<Response>) => boolean, limitMs: number): Promise<Response> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(late);
        this.#waiting.delete(fail);
      };
      const fail = (error: SendError) => {
        settle();
        reject(error);
      };
      const late = setTimeout(() => fail(new SendError('ambiguous', 'no answer in time')), limitMs);
      this.#waiting.add(fail);
      this.#gatherWrites();
      const written = write((response) => {
        settle();
        resolve(response);
      });
      if (!written) fail(new SendError('unavailable', 'the session is closing'));
    });
  }

  async #receive(pdu: DeliverPdu, receive: ReceiptHandler): Promise<void> {
    const receipt = readReceipt(pdu);
    const recorded = receipt === null || (await receive(receipt));
    this.#gatherWrites();
    this.#session.send(pdu.response(recorded ? {} : { command_status: smpp.ESME_RX_T_APPN }));
  }

  /** What is written in one turn of the event loop goes out in one piece, not by a system call for each PDU. */
  #gatherWrites(): void {
    const { socket } = this.#session;
    if (socket.writableCorked > 0) return;
    socket.cork();
    setImmediate(() => socket.uncork());
  }

  #keepAlive(): void {
    const timer = setInterval(() => {
      const late = setTimeout(() => this.#session.destroy(), ENQUIRE_LIMIT_MS);
      this.#session.enquire_link(() => clearTimeout(late));
      void this.closed.then(() => clearTimeout(late));
    }, ENQUIRE_EVERY_MS);
    void this.closed.then(() => clearInterval(timer));
  }
}

function bind(session: Session, { systemId, password }: SmppAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      clearTimeout(late);
      reject(new SendError('unavailable', reason));
    };
    const late = setTimeout(() => fail('no bind in time'), BIND_LIMIT_MS);
    session.on('error', (error) => fail('code' in error ? String(error.code) : error.name));
    session.on('close', () => fail('closed before the bind'));
    session.on('connect', () => {
      session.socket.setNoDelay(true);
      const fields = { system_id: systemId, password, system_type: '', interface_version: SMPP_3_4 };
      session.bind_transceiver(fields, ({ command_status }) => {
        if (command_status !== 0) return fail(statusName(command_status));
        clearTimeout(late);
        resolve();
      });
    });
  });
}
