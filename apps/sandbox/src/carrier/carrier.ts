import { once } from 'node:events';
import type { Logger } from '@sunbeon/service-kit';
import smpp, { type Session } from 'smpp';
import type { CarrierConfig } from '../config.ts';
import type { CarrierBehaviour } from './behaviour.ts';
import { deliverThrough } from './deliver-through.ts';
import { Inbox } from './inbox.ts';
import { Reassembly } from './reassembly.ts';
import { type DeliverReceipt, ReceiptQueue } from './receipt-queue.ts';
import { type CarrierDesk, serveSession } from './serve-session.ts';
import type { Submission } from './submission.ts';
import { type LoggedSubmission, SubmissionLog } from './submission-log.ts';

const MAX_SESSIONS = 64;
/** Longest a session may take to say goodbye when the carrier stops. */
const GOODBYE_LIMIT_MS = 1_000;

/** An SMS carrier on a laptop: takes messages by SMPP 3.4, "delivers" them to its inbox and sends receipts. */
export class Carrier implements CarrierDesk, AsyncDisposable {
  readonly inbox: Inbox;
  readonly receipts = new ReceiptQueue(() => this.#nextReceiver());
  /** How it works at the moment. */
  behaviour: CarrierBehaviour;
  readonly #config: CarrierConfig;
  readonly #logger: Logger;
  readonly #reassembly = new Reassembly();
  readonly #log: SubmissionLog;
  readonly #server = smpp.createServer({}, (session) => this.#meet(session));
  readonly #sessions = new Set<Session>();
  /** Sessions that take receipts, with their way back; they take turns. */
  readonly #receivers = new Map<Session, DeliverReceipt>();
  #lastId = 0;
  #stopping = false;

  constructor(config: CarrierConfig, logger: Logger) {
    this.#config = config;
    this.#logger = logger;
    this.behaviour = config.behaviour;
    this.inbox = new Inbox(config.inboxLimit);
    this.#log = new SubmissionLog(config.inboxLimit);
  }

  /** Listens; resolves with the port. */
  async listen(host: string): Promise<number> {
    this.#server.listen(this.#config.port, host);
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new TypeError('not listening on a TCP port');
    return address.port;
  }

  get listening(): boolean {
    return this.#server.listening;
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  admit(systemId: string, password: string): number {
    if (systemId !== this.#config.systemId) return smpp.ESME_RINVSYSID;
    return password === this.#config.password ? 0 : smpp.ESME_RINVPASWD;
  }

  receiveThrough(session: Session): void {
    this.#receivers.set(session, deliverThrough(session));
    this.receipts.pump();
  }

  take(submission: Submission): string {
    this.#lastId += 1;
    const submittedAtMs = Date.now();
    const id = `${submittedAtMs.toString(36)}-${this.#lastId.toString(36)}`;
    const logged = this.#log.add(id, submission.reference);
    const whole = this.#reassembly.add(submission);
    const message = whole === null ? null : { ...whole, id, receivedAtMs: submittedAtMs, deliveredAtMs: null };
    if (message) this.inbox.receive(message);
    const deliver = () => {
      const deliveredAtMs = Date.now();
      logged.delivered = true;
      if (message) this.inbox.deliver(message, deliveredAtMs);
      if (!submission.wantsReceipt) return;
      const { from, to, reference } = submission;
      this.receipts.add({ messageId: id, reference, from, to, submittedAtMs, deliveredAtMs });
    };
    setTimeout(deliver, this.behaviour.deliveryDelayMs).unref();
    return id;
  }

  find(id: string, reference: string | null): LoggedSubmission | null {
    return this.#log.find(id, reference);
  }

  /** Takes nothing more, asks every session to end, and cuts those that do not. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true;
    this.receipts.close();
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const session of this.#sessions) session.unbind(() => session.close());
    const cut = setTimeout(() => this.#sessions.forEach((session) => session.destroy()), GOODBYE_LIMIT_MS);
    await closed;
    clearTimeout(cut);
  }

  #meet(session: Session): void {
    if (this.#sessions.size >= MAX_SESSIONS) return session.destroy();
    this.#sessions.add(session);
    session.on('error', (error) => {
      this.#logger.debug({ reason: error.message }, 'carrier session failed');
      session.destroy();
    });
    session.on('close', () => {
      this.#sessions.delete(session);
      this.#receivers.delete(session);
    });
    serveSession(session, this);
  }

  #nextReceiver(): DeliverReceipt | null {
    for (const [session, deliver] of this.#receivers) {
      this.#receivers.delete(session);
      this.#receivers.set(session, deliver);
      return deliver;
    }
    return null;
  }
}
