import { once } from 'node:events';
import smpp, { type DeliverPdu, type SubmitResponse } from 'smpp';

type Fields = Readonly<Record<string, unknown>>;

type Command =
  | 'bind_transceiver'
  | 'bind_transmitter'
  | 'bind_receiver'
  | 'submit_sm'
  | 'query_sm'
  | 'cancel_sm'
  | 'enquire_link'
  | 'unbind';

/** An SMPP client for tests: sends what it is told and shows what comes back. */
export class SmppClient implements AsyncDisposable {
  readonly receipts: DeliverPdu[] = [];
  /** What deliver_sm is answered with. */
  receiptStatus = 0;
  readonly #session;

  private constructor(port: number) {
    this.#session = smpp.connect({ host: '127.0.0.1', port });
    this.#session.on('error', () => {});
    this.#session.on('deliver_sm', (pdu) => {
      this.receipts.push(pdu);
      this.#session.send(pdu.response({ command_status: this.receiptStatus }));
    });
    this.#session.on('unbind', (pdu) => {
      this.#session.send(pdu.response());
      this.#session.close();
    });
  }

  static async connect(port: number): Promise<SmppClient> {
    const client = new SmppClient(port);
    await once(client.#session, 'connect');
    return client;
  }

  request(command: Command, fields: Fields = {}): Promise<SubmitResponse> {
    return new Promise((resolve) => {
      this.#session[command](fields, resolve);
    });
  }

  bind(password: string, systemId = 'sunbeon'): Promise<SubmitResponse> {
    return this.request('bind_transceiver', { system_id: systemId, password });
  }

  submit(fields: Fields): Promise<SubmitResponse> {
    return this.request('submit_sm', {
      source_addr: '1339',
      destination_addr: '821000000001',
      registered_delivery: 1,
      data_coding: 8,
      ...fields,
    });
  }

  ended(): Promise<unknown> {
    return once(this.#session, 'close');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#session.socket.destroyed) return;
    const ended = this.ended();
    this.#session.destroy();
    await ended;
  }
}

/** `text` as UCS-2, big-endian. */
export function ucs2(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** `text` in pieces of `size` characters. */
export function pieces(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
}
