/* What is left when everything is over: rows of Postgres and the carrier's log, as the checker reads them. */

export interface BookingRow {
  readonly id: string;
  readonly number: string;
  readonly requestId: string;
  readonly person: string;
  readonly campaignId: string;
  readonly windowId: string;
  readonly slotId: string;
  readonly dose: number;
  readonly state: string;
  readonly bookedAtMs: number;
}

interface RequestRow {
  readonly requestId: string;
  readonly person: string;
  readonly windowId: string;
  readonly state: string;
  readonly code: string | null;
}

interface SlotRow {
  readonly id: string;
  readonly windowId: string;
  readonly capacity: number;
  readonly taken: number;
  /** Seats kept for people who were displaced. */
  readonly offered: number;
}

interface MessageRow {
  readonly id: string;
  readonly bookingId: string;
  readonly state: string;
  /** Handed over once more although nobody could say whether the first time had worked. */
  readonly sentAgain: boolean;
}

interface WindowRow {
  readonly id: string;
  readonly opensAtMs: number;
}

/** A message as the carrier took it. */
export interface CarrierMessage {
  readonly id: string;
  readonly text: string;
}

export interface Rows {
  readonly bookings: readonly BookingRow[];
  readonly requests: readonly RequestRow[];
  readonly slots: readonly SlotRow[];
  readonly messages: readonly MessageRow[];
  readonly windows: readonly WindowRow[];
  /** Jobs nobody could read or decide. */
  readonly setAside: number;
}
