import {
  type BookingView,
  bookingViewSchema,
  type ChecklistCode,
  type CreateWindowBody,
  createWindowBodySchema,
  type ErasedView,
  erasedSchema,
  type FailedMessageView,
  failedMessageSchema,
  type GenerateSlotsBody,
  generateSlotsBodySchema,
  type NoticeBody,
  type Retention,
  retentionSchema,
  type SealingKeys,
  type SlotsClosed,
  type SlotsMade,
  type StaffBookings,
  type StaffWindowView,
  sealingKeysSchema,
  slotsClosedSchema,
  slotsMadeSchema,
  staffBookingsSchema,
  staffWindowViewSchema,
} from '@sunbeon/core';
import { z } from 'zod';
import { AccountsApi } from './accounts-api.ts';
import { AssistedApi } from './assisted-api.ts';
import { DataApi } from './data-api.ts';
import { problemOf, RemoteProblem } from './remote-problem.ts';
import { RollApi } from './roll-api.ts';

const windowListSchema = z.object({ windows: z.array(staffWindowViewSchema) });
const failedListSchema = z.object({ messages: z.array(failedMessageSchema) });
const requeuedSchema = z.object({ messages: z.array(z.string()) });
const ANSWER_LIMIT_MS = 60_000;
/** A file is sent as fast as it is read, and is given up after an hour. */
const STREAM_LIMIT_MS = 3_600_000;

type WindowChange = 'pause' | 'resume' | 'close';

/** What a caller reads out, or the phone they gave. */
export type BookingSearch = { readonly number: string } | { readonly phone: string };

interface Call {
  readonly method?: 'POST' | 'DELETE';
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly contentType?: string;
  readonly idempotencyKey?: string;
}

/** Asks the staff API; rejects with {@link RemoteProblem} when it refuses or does not answer. */
export type StaffCall = (path: string, call?: Call) => Promise<unknown>;

/** Asks for a file, which comes as fast as it is read; rejects like {@link StaffCall}, also when it breaks off. */
export type StaffStream = (path: string) => Promise<AsyncIterable<Uint8Array>>;

/** The staff API of a running stack. Every call rejects with {@link RemoteProblem} when it is refused or nobody answers. */
export class StaffApi {
  readonly accounts = new AccountsApi((path, call) => this.#call(path, call));
  readonly assisted = new AssistedApi((path, call) => this.#call(path, call));
  readonly data = new DataApi(
    (path, call) => this.#call(path, call),
    (path) => this.#stream(path),
  );
  readonly roll = new RollApi((path, call) => this.#call(path, call));
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  async listWindows(): Promise<StaffWindowView[]> {
    const { windows } = windowListSchema.parse(await this.#call('/v1/staff/windows'));
    return windows;
  }

  /** Fields with a default may be left out. */
  async createWindow(window: z.input<typeof createWindowBodySchema>): Promise<StaffWindowView> {
    const body: CreateWindowBody = createWindowBodySchema.parse(window);
    return staffWindowViewSchema.parse(await this.#post('/v1/staff/windows', body));
  }

  /** Makes a draft public; `accept` names the warnings of its check-list that are accepted as they are. */
  async scheduleWindow(id: string, accept: readonly ChecklistCode[] = []): Promise<StaffWindowView> {
    return staffWindowViewSchema.parse(await this.#post(`${windowPath(id)}/schedule`, { accept }));
  }

  async changeWindow(id: string, change: WindowChange): Promise<StaffWindowView> {
    return staffWindowViewSchema.parse(await this.#post(`${windowPath(id)}/${change}`));
  }

  async changeAgentSeats(id: string, agentSeats: number): Promise<StaffWindowView> {
    return staffWindowViewSchema.parse(await this.#post(`${windowPath(id)}/agent-seats`, { agentSeats }));
  }

  async moveWindow(id: string, opensAt: Date): Promise<StaffWindowView> {
    return staffWindowViewSchema.parse(await this.#post(`${windowPath(id)}/move`, { opensAt: opensAt.toISOString() }));
  }

  /** Tells everyone who looks at the window; `null` takes the notice down. */
  async setNotice(id: string, notice: NoticeBody | null): Promise<StaffWindowView> {
    const path = `${windowPath(id)}/notice`;
    const answer = notice === null ? this.#call(path, { method: 'DELETE' }) : this.#post(path, notice);
    return staffWindowViewSchema.parse(await answer);
  }

  async generateSlots(id: string, plan: z.input<typeof generateSlotsBodySchema>): Promise<SlotsMade> {
    const body: GenerateSlotsBody = generateSlotsBodySchema.parse(plan);
    return slotsMadeSchema.parse(await this.#post(`${windowPath(id)}/slots`, body));
  }

  /** @param csv columns `site_id,starts_at,product,capacity`; all lines are taken or none */
  async importSlots(id: string, csv: string): Promise<SlotsMade> {
    const call = { method: 'POST', body: csv, contentType: 'text/csv' } as const;
    return slotsMadeSchema.parse(await this.#call(`${windowPath(id)}/slots/import`, call));
  }

  /** Which campaigns still know their people, and until when. */
  async retention(): Promise<Retention> {
    return retentionSchema.parse(await this.#call('/v1/staff/retention'));
  }

  /** Forgets some of those who are due; `more` says whether to call again. */
  async runRetention(): Promise<ErasedView> {
    return erasedSchema.parse(await this.#post('/v1/staff/retention/run'));
  }

  /** How much each sealing key still seals. */
  async sealingKeys(): Promise<SealingKeys> {
    return sealingKeysSchema.parse(await this.#call('/v1/staff/sealing-keys'));
  }

  /** Every look is audited with its reason. */
  async findBookings(search: BookingSearch, reason: string): Promise<StaffBookings['bookings']> {
    const query = new URLSearchParams({ ...search, reason });
    const { bookings } = staffBookingsSchema.parse(await this.#call(`/v1/staff/bookings?${query.toString()}`));
    return bookings;
  }

  async cancelBooking(id: string, reason: string): Promise<BookingView> {
    const call = { method: 'DELETE', body: JSON.stringify({ reason }), contentType: 'application/json' } as const;
    return bookingViewSchema.parse(await this.#call(bookingPath(id), call));
  }

  async moveBooking(id: string, slot: string, reason: string): Promise<BookingView> {
    return bookingViewSchema.parse(await this.#post(`${bookingPath(id)}/move`, { slot, reason }));
  }

  async closeSlots(slots: readonly string[], reason: string): Promise<SlotsClosed> {
    return slotsClosedSchema.parse(await this.#post('/v1/staff/slots/close', { slots, reason }));
  }

  /** All slots of a site, or those of one window there. */
  async closeSite(id: string, closing: { readonly window?: string; readonly reason: string }): Promise<SlotsClosed> {
    return slotsClosedSchema.parse(await this.#post(`/v1/staff/sites/${encodeURIComponent(id)}/close`, closing));
  }

  async failedMessages(limit: number): Promise<FailedMessageView[]> {
    const { messages } = failedListSchema.parse(await this.#call(`/v1/staff/messages/failed?limit=${limit}`));
    return messages;
  }

  /** Returns the ids of the messages that were put back. */
  async requeueMessages(messages: readonly string[]): Promise<{ messages: string[] }> {
    return requeuedSchema.parse(await this.#post('/v1/staff/messages/requeue', { messages }));
  }

  #post(path: string, body?: unknown): Promise<unknown> {
    if (body === undefined) return this.#call(path, { method: 'POST' });
    return this.#call(path, { method: 'POST', body: JSON.stringify(body), contentType: 'application/json' });
  }

  async #call(path: string, call: Call = {}): Promise<unknown> {
    const response = await this.#fetch(path, call);
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) throw problemOf(response.status, body);
    return body;
  }

  async #stream(path: string): Promise<AsyncIterable<Uint8Array>> {
    const response = await this.#fetch(path, {}, STREAM_LIMIT_MS);
    if (!response.ok) throw problemOf(response.status, await response.json().catch(() => null));
    return bytesOf(response);
  }

  async #fetch(
    path: string,
    { method, body, contentType, idempotencyKey }: Call,
    limitMs = ANSWER_LIMIT_MS,
  ): Promise<Response> {
    try {
      return await fetch(new URL(path, this.#url), {
        signal: AbortSignal.timeout(limitMs),
        headers: {
          authorization: `Bearer ${this.#key}`,
          'accept-language': 'en',
          ...(contentType === undefined ? {} : { 'content-type': contentType }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        ...(method === undefined ? {} : { method }),
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      const detail = `no staff API answers at ${this.#url}: start the stack first (npm start)`;
      throw new RemoteProblem({ code: 'stack-unreachable', detail }, { cause: error });
    }
  }
}

async function* bytesOf({ body }: Response): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) yield read.value;
  } finally {
    // Whoever reads no further lets the connection go.
    await reader?.cancel().catch(() => undefined);
  }
}

function windowPath(id: string): string {
  return `/v1/staff/windows/${encodeURIComponent(id)}`;
}

function bookingPath(id: string): string {
  return `/v1/staff/bookings/${encodeURIComponent(id)}`;
}
