/** What the carrier remembers of one submission, for those who ask. */
export interface LoggedSubmission {
  readonly id: string;
  readonly reference: string | null;
  delivered: boolean;
}

/** Everything taken, by the carrier's id and by the customer's reference; bounded, the oldest is forgotten first. */
export class SubmissionLog {
  readonly #limit: number;
  readonly #byId = new Map<string, LoggedSubmission>();
  readonly #byReference = new Map<string, LoggedSubmission>();

  /** @param limit submissions remembered */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Notes a submission; the newest of a reference is the one it leads to. */
  add(id: string, reference: string | null): LoggedSubmission {
    const submission = { id, reference, delivered: false };
    this.#byId.set(id, submission);
    if (reference !== null) this.#byReference.set(reference, submission);
    if (this.#byId.size > this.#limit) this.#forgetOldest();
    return submission;
  }

  /** By id, or else by reference; `null` when it was never taken, or long ago. */
  find(id: string, reference: string | null): LoggedSubmission | null {
    if (id !== '') return this.#byId.get(id) ?? null;
    return (reference === null ? undefined : this.#byReference.get(reference)) ?? null;
  }

  #forgetOldest(): void {
    const [oldest] = this.#byId.values();
    if (!oldest) return;
    this.#byId.delete(oldest.id);
    const { reference } = oldest;
    if (reference !== null && this.#byReference.get(reference) === oldest) this.#byReference.delete(reference);
  }
}
