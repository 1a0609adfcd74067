import {
  type AdmissionGrant,
  admissionGrantSchema,
  type BookingReceipt,
  type BookingRequestView,
  bookingReceiptSchema,
  bookingRequestViewSchema,
  type TicketGrant,
  ticketGrantSchema,
  type WindowStatus,
  windowStatusSchema,
} from '@sunbeon/core';
import type { Answer } from '@sunbeon/scripts';
import { z } from 'zod';
import { Wire } from '../wire/wire.ts';
import type { WireAnswer } from '../wire/wire-reader.ts';
import type { CallKind, CallRecord } from './call-record.ts';
import { freeSlotsIn } from './free-slots.ts';

/**
 * Every browser has a connection of its own; a crowd in one process has these, and waits for them. Those on their way in, those
 * who wait and those who were called have their own, so that nobody waits behind hundreds of thousands who want something else.
 */
const DOOR_CONNECTIONS = 96;
const LINE_CONNECTIONS = 96;
const INSIDE_CONNECTIONS = 64;
/** A page goes on asking for as long as it is open; a crowd that finds nobody home has to end some time. */
const MAX_TRIES = 60;
const SHORTEST_PAUSE_MS = 1_000;
/** What a gate may ask for that turns people away. */
const LONGEST_PAUSE_MS = 60_000;
const RETRY_STATUSES = new Set([429, 503]);
/** The same request of a moment ago is still being taken in. */
const RETRY_CODE = 'request-in-flight';

const problemSchema = z.looseObject({ code: z.string() });
const UNREACHABLE = { ok: false, status: 0, code: 'unreachable' } as const;

/** Milliseconds of the epoch. */
const nowMs = () => performance.timeOrigin + performance.now();

interface Call<Body> {
  readonly kind: CallKind;
  readonly wire: Wire;
  readonly request: string;
  readonly read: (body: string) => Body;
}

/**
 * The calls of a citizen for a crowd of hundreds of thousands in one process: the same requests on the wire as a browser's, retried
 * as a page does, with as little work about each as can be, because the crowd shares its cores with what it measures.
 */
export class CrowdClient {
  readonly #door: Wire;
  readonly #line: Wire;
  readonly #inside: Wire;
  readonly #host: string;
  readonly #pause: (ms: number) => Promise<unknown>;
  readonly #record: CallRecord;
  /** The status is the same text for all who ask within a moment: read once. */
  #lastStatus: { readonly text: string; readonly status: WindowStatus } | null = null;

  /** @param pause resolves after so many milliseconds */
  constructor(origin: string, pause: (ms: number) => Promise<unknown>, record: CallRecord) {
    this.#door = new Wire(origin, DOOR_CONNECTIONS);
    this.#line = new Wire(origin, LINE_CONNECTIONS);
    this.#inside = new Wire(origin, INSIDE_CONNECTIONS);
    this.#host = new URL(origin).host;
    this.#pause = pause;
    this.#record = record;
  }

  status(windowId: string): Promise<Answer<WindowStatus>> {
    const request = this.#get(`/v1/windows/${windowId}/status`);
    return this.#call({ kind: 'status', wire: this.#line, request, read: (body) => this.#statusIn(body) });
  }

  join(windowId: string, session: string): Promise<Answer<TicketGrant>> {
    const request = this.#post(`/v1/windows/${windowId}/tickets`, session, '{}');
    return this.#call({ kind: 'join', wire: this.#door, request, read: jsonOf(ticketGrantSchema) });
  }

  claim(ticket: string): Promise<Answer<AdmissionGrant>> {
    const request = this.#post('/v1/admissions', ticket, '{}');
    return this.#call({ kind: 'claim', wire: this.#inside, request, read: jsonOf(admissionGrantSchema) });
  }

  /** Ids of up to `most` free slots of a municipality, picked at random. */
  freeSlots(
    windowId: string,
    municipality: string,
    most: number,
    random: () => number,
  ): Promise<Answer<readonly string[]>> {
    const request = this.#get(`/v1/slots?window=${windowId}&municipality=${municipality}`);
    return this.#call({ kind: 'slots', wire: this.#inside, request, read: (body) => freeSlotsIn(body, most, random) });
  }

  book(pass: string, idempotencyKey: string, slots: readonly string[]): Promise<Answer<BookingReceipt>> {
    const key = `Idempotency-Key: ${idempotencyKey}\r\n`;
    const request = this.#post('/v1/bookings', pass, JSON.stringify({ slots }), key);
    return this.#call({ kind: 'book', wire: this.#inside, request, read: jsonOf(bookingReceiptSchema) });
  }

  bookingRequest(pass: string, requestId: string): Promise<Answer<BookingRequestView>> {
    const request = this.#get(`/v1/booking-requests/${requestId}`, pass);
    return this.#call({ kind: 'outcome', wire: this.#inside, request, read: jsonOf(bookingRequestViewSchema) });
  }

  close(): void {
    this.#door.close();
    this.#line.close();
    this.#inside.close();
  }

  async #call<Body>({ kind, wire, request, read }: Call<Body>): Promise<Answer<Body>> {
    let answer: Answer<Body> = UNREACHABLE;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const askedAtMs = nowMs();
      const came = await wire.ask(request);
      this.#record.note(kind, askedAtMs, nowMs(), came?.status ?? 0);
      if (came !== null) {
        if (came.status < 400) return { ok: true, status: came.status, body: read(came.body) };
        answer = problemIn(came);
        if (!RETRY_STATUSES.has(answer.status) && answer.code !== RETRY_CODE) return answer;
      }
      await this.#pause(Math.min(Math.max((came?.retryAfter ?? 0) * 1_000, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS));
    }
    return answer;
  }

  #statusIn(text: string): WindowStatus {
    if (this.#lastStatus?.text === text) return this.#lastStatus.status;
    const status = jsonOf(windowStatusSchema)(text);
    this.#lastStatus = { text, status };
    return status;
  }

  #get(path: string, token?: string): string {
    const bearer = token === undefined ? '' : `Authorization: Bearer ${token}\r\n`;
    return `GET ${path} HTTP/1.1\r\nHost: ${this.#host}\r\nAccept: application/json\r\n${bearer}\r\n`;
  }

  #post(path: string, token: string, body: string, headers = ''): string {
    const about = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nAuthorization: Bearer ${token}\r\n`;
    return `POST ${path} HTTP/1.1\r\nHost: ${this.#host}\r\nAccept: application/json\r\n${about}${headers}\r\n${body}`;
  }
}

/** A reader of JSON by its schema. */
function jsonOf<Body>(schema: z.ZodType<Body>): (body: string) => Body {
  return (body) => schema.parse(JSON.parse(body));
}

function problemIn({ status, body }: WireAnswer): Extract<Answer<never>, { ok: false }> {
  const json: unknown = JSON.parse(body);
  const problem = problemSchema.safeParse(json);
  return { ok: false, status, code: problem.success ? problem.data.code : 'unexpected-answer' };
}
