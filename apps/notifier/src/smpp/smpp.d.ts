/** The part of `smpp` 0.5 (which has no types) that a sender of messages needs. Incoming fields are whatever the peer sent. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Socket } from 'node:net';

  export interface Pdu {
    readonly command: string;
    readonly command_status: number;
    isResponse(): boolean;
    response(fields?: Readonly<Record<string, unknown>>): Pdu;
  }

  export interface SubmitResponse extends Pdu {
    readonly message_id?: string;
  }

  export interface DeliverPdu extends Pdu {
    readonly esm_class?: number;
    readonly short_message?: { readonly message: string | Buffer };
    readonly receipted_message_id?: string;
    readonly message_state?: number;
  }

  type Fields = Readonly<Record<string, unknown>>;

  export interface Session extends EventEmitter {
    readonly socket: Socket;
    on(event: 'connect' | 'close', listener: () => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'deliver_sm', listener: (pdu: DeliverPdu) => void): this;
    on(event: 'pdu' | 'unbind' | 'enquire_link', listener: (pdu: Pdu) => void): this;
    bind_transceiver(fields: Fields, responded: (pdu: Pdu) => void): boolean;
    submit_sm(fields: Fields, responded: (pdu: SubmitResponse) => void): boolean;
    enquire_link(responded: (pdu: Pdu) => void): boolean;
    unbind(responded: () => void): boolean;
    send(pdu: Pdu): boolean;
    close(): void;
    destroy(): void;
  }

  interface Smpp {
    connect(options: { readonly host: string; readonly port: number; readonly tls: boolean }): Session;
    readonly ESME_RX_T_APPN: number;
    readonly ESME_RINVCMDID: number;
    readonly errors: Readonly<Record<string, number>>;
  }

  const smpp: Smpp;
  export default smpp;
}
