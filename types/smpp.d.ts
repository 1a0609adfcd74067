/** The part of `smpp` 0.5 (which has no types) that senders and carriers of messages need. Incoming fields are whatever the peer sent. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Socket, Server as TcpServer } from 'node:net';

  type Fields = Readonly<Record<string, unknown>>;

  /** `udh` holds the information elements of a user data header, one buffer each: id, length, data. */
  export interface DecodedMessage {
    readonly message: string | Buffer;
    readonly udh?: readonly Buffer[];
  }

  export interface Pdu {
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    isResponse(): boolean;
    response(fields?: Fields): Pdu;
  }

  export interface BindPdu extends Pdu {
    readonly system_id?: string;
    readonly password?: string;
  }

  export interface SubmitPdu extends Pdu {
    readonly source_addr?: string;
    readonly destination_addr?: string;
    readonly registered_delivery?: number;
    readonly short_message?: DecodedMessage;
    readonly message_payload?: DecodedMessage;
    readonly sar_msg_ref_num?: number;
    readonly sar_total_segments?: number;
    readonly sar_segment_seqnum?: number;
    /** Not of the standard: registered by who agrees on it, see `addTLV`. */
    readonly sunbeon_reference?: string;
  }

  export interface SubmitResponse extends Pdu {
    readonly message_id?: string;
  }

  export interface QueryPdu extends Pdu {
    readonly message_id?: string;
    readonly source_addr?: string;
    readonly sunbeon_reference?: string;
  }

  export interface QueryResponse extends Pdu {
    readonly message_id?: string;
    readonly message_state?: number;
  }

  export interface DeliverPdu extends Pdu {
    readonly esm_class?: number;
    readonly short_message?: DecodedMessage;
    readonly receipted_message_id?: string;
    readonly message_state?: number;
    readonly sunbeon_reference?: string;
  }

  export interface Session extends EventEmitter {
    readonly socket: Socket;
    on(event: 'connect' | 'close', listener: () => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'bind_transceiver' | 'bind_transmitter' | 'bind_receiver', listener: (pdu: BindPdu) => void): this;
    on(event: 'submit_sm', listener: (pdu: SubmitPdu) => void): this;
    on(event: 'query_sm', listener: (pdu: QueryPdu) => void): this;
    on(event: 'deliver_sm', listener: (pdu: DeliverPdu) => void): this;
    on(event: 'pdu' | 'unbind' | 'enquire_link', listener: (pdu: Pdu) => void): this;
    bind_transceiver(fields: Fields, responded: (pdu: Pdu) => void): boolean;
    bind_transmitter(fields: Fields, responded: (pdu: Pdu) => void): boolean;
    bind_receiver(fields: Fields, responded: (pdu: Pdu) => void): boolean;
    submit_sm(fields: Fields, responded: (pdu: SubmitResponse) => void): boolean;
    deliver_sm(fields: Fields, responded: (pdu: Pdu) => void): boolean;
    enquire_link(responded: (pdu: Pdu) => void): boolean;
    enquire_link(fields: Fields, responded: (pdu: Pdu) => void): boolean;
    query_sm(fields: Fields, responded: (pdu: QueryResponse) => void): boolean;
    cancel_sm(fields: Fields, responded: (pdu: Pdu) => void): boolean;
    unbind(responded: () => void): boolean;
    unbind(fields: Fields, responded: (pdu: Pdu) => void): boolean;
    send(pdu: Pdu, sent?: () => void): boolean;
    pause(): void;
    resume(): void;
    close(): void;
    destroy(): void;
  }

  interface Smpp {
    connect(options: { readonly host: string; readonly port: number; readonly tls?: boolean }): Session;
    createServer(options: object, listener: (session: Session) => void): TcpServer;
    /** Gives an optional parameter of our own a name among the fields of PDUs, in this process. */
    addTLV(name: string, options: { readonly id: number; readonly type: object }): void;
    readonly types: { readonly tlv: { readonly string: object } };
    readonly ESME_RALYBND: number;
    readonly ESME_RINVBNDSTS: number;
    readonly ESME_RINVCMDID: number;
    readonly ESME_RINVDCS: number;
    readonly ESME_RINVDSTADR: number;
    readonly ESME_RINVMSGID: number;
    readonly ESME_RINVPASWD: number;
    readonly ESME_RINVSYSID: number;
    readonly ESME_RSYSERR: number;
    readonly ESME_RX_T_APPN: number;
    readonly errors: Readonly<Record<string, number>>;
  }

  const smpp: Smpp;
  export default smpp;
}
