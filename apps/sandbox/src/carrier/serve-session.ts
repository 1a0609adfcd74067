import smpp, { type BindPdu, type Pdu, type QueryPdu, type Session, type SubmitPdu } from 'smpp';
import type { CarrierBehaviour } from './behaviour.ts';
import { REFERENCE_FIELD } from './message-reference.ts';
import { readSubmission, type Submission } from './submission.ts';
import type { LoggedSubmission } from './submission-log.ts';

/** Answers a slow reader may leave unread before we stop reading what it sends. */
const MAX_UNSENT_BYTES = 1_048_576;
/** A session that says nothing for so long is cut; clients send enquire_link well before. */
const IDLE_LIMIT_MS = 120_000;
/** SMPP 3.4, table 5-2. */
const STATE_EN_ROUTE = 1;
const STATE_DELIVERED = 2;
const SERVED = new Set([
  'bind_transceiver',
  'bind_transmitter',
  'bind_receiver',
  'submit_sm',
  'query_sm',
  'enquire_link',
  'unbind',
]);

/** What a session asks of the carrier behind it. */
export interface CarrierDesk {
  readonly stopping: boolean;
  readonly behaviour: CarrierBehaviour;
  /** SMPP command status for these credentials; 0 lets them in. */
  admit(systemId: string, password: string): number;
  /** The session may receive receipts from now on. */
  receiveThrough(session: Session): void;
  /** Takes a submission and returns its message id. */
  take(submission: Submission): string;
  /** A submission by its id, or else by the customer's reference. */
  find(id: string, reference: string | null): LoggedSubmission | null;
}

/** Speaks SMPP 3.4 with one peer: bind first, then submissions, questions, keep-alives and goodbyes; the rest is refused. */
export function serveSession(session: Session, desk: CarrierDesk): void {
  session.socket.setNoDelay(true);
  session.socket.setTimeout(IDLE_LIMIT_MS, () => session.destroy());
  let bound: string | null = null;
  const bind = (pdu: BindPdu) => {
    if (bound !== null) return answer(session, pdu.response({ command_status: smpp.ESME_RALYBND }));
    const command_status = desk.admit(pdu.system_id ?? '', pdu.password ?? '');
    if (command_status !== 0) return session.send(pdu.response({ command_status }), () => session.close());
    bound = pdu.command;
    answer(session, pdu.response({ system_id: 'sandbox' }));
    if (bound !== 'bind_transmitter') desk.receiveThrough(session);
  };
  session.on('bind_transceiver', bind);
  session.on('bind_transmitter', bind);
  session.on('bind_receiver', bind);
  const mayTransmit = () => bound !== null && bound !== 'bind_receiver';
  session.on('submit_sm', (pdu) => {
    if (mayTransmit()) submit(session, desk, pdu);
    else answer(session, pdu.response({ command_status: smpp.ESME_RINVBNDSTS }));
  });
  session.on('query_sm', (pdu) => {
    if (mayTransmit()) query(session, desk, pdu);
    else answer(session, pdu.response({ command_status: smpp.ESME_RINVBNDSTS }));
  });
  session.on('enquire_link', (pdu) => answer(session, pdu.response()));
  session.on('unbind', (pdu) => {
    answer(session, pdu.response());
    session.close();
  });
  session.on('pdu', (pdu) => {
    if (pdu.isResponse() || SERVED.has(pdu.command)) return;
    answer(session, pdu.response({ command_status: smpp.ESME_RINVCMDID }));
  });
}

function submit(session: Session, desk: CarrierDesk, pdu: SubmitPdu): void {
  const refuse = (command_status: number) => answer(session, pdu.response({ command_status }));
  if (desk.stopping) return refuse(smpp.ESME_RSYSERR);
  const { loses, refuseWith, responseDelayMs } = desk.behaviour;
  if (loses) return;
  if (refuseWith !== null) return refuse(smpp.errors[refuseWith] ?? smpp.ESME_RSYSERR);
  const submission = readSubmission(pdu);
  if (submission === 'no-destination') return refuse(smpp.ESME_RINVDSTADR);
  if (submission === 'not-text') return refuse(smpp.ESME_RINVDCS);
  const message_id = desk.take(submission);
  const respond = () => answer(session, pdu.response({ message_id }));
  if (responseDelayMs === 0) respond();
  else setTimeout(respond, responseDelayMs).unref();
}

function query(session: Session, desk: CarrierDesk, pdu: QueryPdu): void {
  const found = desk.find(pdu.message_id ?? '', pdu[REFERENCE_FIELD] ?? null);
  if (found === null) return answer(session, pdu.response({ command_status: smpp.ESME_RINVMSGID }));
  const message_state = found.delivered ? STATE_DELIVERED : STATE_EN_ROUTE;
  answer(session, pdu.response({ message_id: found.id, message_state }));
}

/** Sends an answer, and stops reading from a peer that does not read its answers until it has caught up. */
function answer(session: Session, response: Pdu): void {
  gatherWrites(session);
  session.send(response);
  if (session.socket.writableLength < MAX_UNSENT_BYTES) return;
  session.pause();
  session.socket.once('drain', () => session.resume());
}

/** What is answered in one turn of the event loop goes out in one piece. */
function gatherWrites({ socket }: Session): void {
  if (socket.writableCorked > 0) return;
  socket.cork();
  setImmediate(() => socket.uncork());
}
