import type { Pass } from '@sunbeon/crypto';
import { Counter, type Registry } from '@sunbeon/service-kit';
import type { PublishedWindow } from '@sunbeon/waiting-room';

/** Nobody reads a list of clinics, picks a time and confirms it within this time of going in. */
const LEAST_HUMAN_MS = 2_000;

/**
 * Counts bookings that came sooner after the admission than a person can choose. It is shown to staff and hinders
 * nobody: someone with a screen reader macro or a helper beside them must not be taken for a robot.
 */
export class SubHumanBookings {
  readonly #counter: Counter;

  constructor(metrics: Registry) {
    this.#counter = new Counter({
      name: 'gate_sub_human_bookings_total',
      help: 'Booking requests sent sooner after the admission than a person can choose',
      registers: [metrics],
    });
  }

  /** Notes a booking request at `nowMs`. The pass began when its seat was taken, to the whole second. */
  note({ expiresAtMs }: Pass, { admissionSeconds }: PublishedWindow, nowMs: number): void {
    const sinceAdmissionMs = nowMs - (expiresAtMs - admissionSeconds * 1_000);
    if (sinceAdmissionMs < LEAST_HUMAN_MS) this.#counter.inc();
  }
}
