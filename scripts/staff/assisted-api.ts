import {
  type AssistedAdmission,
  type assistedAdmissionBodySchema,
  assistedAdmissionSchema,
  type BookingOutcome,
  bookingOutcomeSchema,
} from '@sunbeon/core';
import type { z } from 'zod';
import type { StaffCall } from './staff-api.ts';

/** Booking for people on the phone, by the staff API. */
export class AssistedApi {
  readonly #call: StaffCall;

  constructor(call: StaffCall) {
    this.#call = call;
  }

  /** Verifies a caller against the roll, and takes an agents' seat for them. */
  async admit(body: z.input<typeof assistedAdmissionBodySchema>): Promise<AssistedAdmission> {
    const call = { method: 'POST', body: JSON.stringify(body), contentType: 'application/json' } as const;
    return assistedAdmissionSchema.parse(await this.#call('/v1/staff/assisted/admissions', call));
  }

  /** Books for a caller; the same key gives the same answer. */
  async book(
    idempotencyKey: string,
    body: { readonly pass: string; readonly slots: readonly string[]; readonly reason: string },
  ): Promise<BookingOutcome> {
    const call = {
      method: 'POST',
      body: JSON.stringify(body),
      contentType: 'application/json',
      idempotencyKey,
    } as const;
    return bookingOutcomeSchema.parse(await this.#call('/v1/staff/assisted/bookings', call));
  }

  /** Gives the seat back. */
  async end(pass: string): Promise<void> {
    const call = { method: 'DELETE', body: JSON.stringify({ pass }), contentType: 'application/json' } as const;
    await this.#call('/v1/staff/assisted/admissions', call);
  }
}
