import {
  type AdmissionGrant,
  admissionGrantSchema,
  type BookingReceipt,
  type BookingRequestView,
  bookingReceiptSchema,
  bookingRequestViewSchema,
  type SlotList,
  slotListSchema,
  type TicketGrant,
  type TicketStanding,
  ticketGrantSchema,
  ticketStandingSchema,
  type WindowStatus,
  windowStatusSchema,
} from '@sunbeon/core';
import { Pool } from 'undici';
import { z } from 'zod';

const problemSchema = z.looseObject({ code: z.string() });
/** A call that finds nobody, or is told to come again, is repeated so many times. */
const MAX_TRIES = 8;
const RETRY_STATUSES = new Set([429, 503]);
/** The same request of a moment ago is still being taken in. */
const RETRY_CODE = 'request-in-flight';
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const ANSWER_LIMIT_MS = 60_000;

/** What the gate said: the answer, or a problem with its code (`unreachable` when nobody answered). */
export type Answer<Body> =
  | { readonly ok: true; readonly status: number; readonly body: Body }
  | { readonly ok: false; readonly status: number; readonly code: string };

interface Call<Body> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly schema: z.ZodType<Body>;
  readonly token?: string;
  readonly idempotencyKey?: string;
  readonly body?: unknown;
}

export interface GateClientOptions {
  readonly connections: number;
  /** Milliseconds of patience between tries. */
  readonly pause: (ms: number) => Promise<unknown>;
}

/** The public contract as a browser speaks it: keep-alive connections, `Retry-After` honoured, the same key on every retry. */
export class GateClient {
  readonly #pool: Pool;
  readonly #pause: GateClientOptions['pause'];

  constructor(origin: string, { connections, pause }: GateClientOptions) {
    const limits = { headersTimeout: ANSWER_LIMIT_MS, bodyTimeout: ANSWER_LIMIT_MS };
    this.#pool = new Pool(origin, { connections, pipelining: 1, ...limits });
    this.#pause = pause;
  }

  status(windowId: string): Promise<Answer<WindowStatus>> {
    return this.#call({ method: 'GET', path: `/v1/windows/${windowId}/status`, schema: windowStatusSchema });
  }

  /** @param beneficiary the consent by which a delegate asks for somebody else */
  join(windowId: string, session: string, beneficiary?: string): Promise<Answer<TicketGrant>> {
    const path = `/v1/windows/${windowId}/tickets`;
    const body = beneficiary === undefined ? {} : { beneficiary };
    return this.#call({ method: 'POST', path, schema: ticketGrantSchema, token: session, body });
  }

  standing(ticket: string): Promise<Answer<TicketStanding>> {
    return this.#call({ method: 'GET', path: '/v1/tickets/me', schema: ticketStandingSchema, token: ticket });
  }

  claim(ticket: string): Promise<Answer<AdmissionGrant>> {
    const call = { method: 'POST', path: '/v1/admissions', schema: admissionGrantSchema } as const;
    return this.#call({ ...call, token: ticket, body: {} });
  }

  /** @param filter query parameters beside `window`, e.g. `municipality` */
  slots(windowId: string, filter: Readonly<Record<string, string>> = {}): Promise<Answer<SlotList>> {
    const query = new URLSearchParams({ window: windowId, ...filter });
    return this.#call({ method: 'GET', path: `/v1/slots?${query.toString()}`, schema: slotListSchema });
  }

  book(pass: string, idempotencyKey: string, slots: readonly string[]): Promise<Answer<BookingReceipt>> {
    const call = { method: 'POST', path: '/v1/bookings', schema: bookingReceiptSchema, token: pass } as const;
    return this.#call({ ...call, idempotencyKey, body: { slots } });
  }

  bookingRequest(pass: string, requestId: string): Promise<Answer<BookingRequestView>> {
    const path = `/v1/booking-requests/${requestId}`;
    return this.#call({ method: 'GET', path, schema: bookingRequestViewSchema, token: pass });
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #call<Body>(call: Call<Body>): Promise<Answer<Body>> {
    let answer: Answer<Body> = { ok: false, status: 0, code: 'unreachable' };
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      if (tries > 0) await this.#pause(SHORTEST_PAUSE_MS);
      const response = await this.#request(call);
      if (!response) continue;
      answer = answerOf(response.statusCode, await response.body.json().catch(() => null), call.schema);
      if (!RETRY_STATUSES.has(answer.status) && (answer.ok || answer.code !== RETRY_CODE)) return answer;
      const retryAfterMs = Number(response.headers['retry-after'] ?? 1) * 1_000;
      await this.#pause(Math.min(retryAfterMs, LONGEST_PAUSE_MS) - SHORTEST_PAUSE_MS);
    }
    return answer;
  }

  #request(call: Call<unknown>) {
    const { method, path } = call;
    const body = call.body === undefined ? null : JSON.stringify(call.body);
    return this.#pool.request({ method, path, headers: headersOf(call), body }).catch(() => null);
  }
}

function headersOf(call: Call<unknown>): Record<string, string> {
  return {
    accept: 'application/json',
    ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
    ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
    ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
  };
}

function answerOf<Body>(status: number, json: unknown, schema: z.ZodType<Body>): Answer<Body> {
  if (status < 400) return { ok: true, status, body: schema.parse(json) };
  const problem = problemSchema.safeParse(json);
  return { ok: false, status, code: problem.success ? problem.data.code : 'unexpected-answer' };
}
