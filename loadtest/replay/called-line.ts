/** How far the line was at an instant, in milliseconds of the epoch. */
export interface LineNote {
  readonly atMs: number;
  readonly serving: number;
}

/** When each number was called, from looks at the line; between two looks it is taken to have gone on evenly. */
export class CalledLine {
  readonly #notes: readonly LineNote[];

  /** @param notes in order of time */
  constructor(notes: readonly LineNote[]) {
    this.#notes = notes;
  }

  /** Milliseconds of the epoch; `null` when it was never seen to be called. */
  calledAtMs(number: number): number | null {
    const at = firstAt(this.#notes, ({ serving }) => serving >= number);
    const after = this.#notes[at];
    if (after === undefined) return null;
    const before = this.#notes[at - 1] ?? after;
    return before.atMs + partOf(number, before.serving, after.serving) * (after.atMs - before.atMs);
  }

  /** How many numbers had been called at an instant. */
  calledBy(atMs: number): number {
    const at = firstAt(this.#notes, (note) => note.atMs > atMs);
    const before = this.#notes[at - 1];
    if (before === undefined) return 0;
    const after = this.#notes[at] ?? before;
    return before.serving + partOf(atMs, before.atMs, after.atMs) * (after.serving - before.serving);
  }
}

/** How far between two values, 0–1. */
function partOf(value: number, from: number, to: number): number {
  return to === from ? 1 : (value - from) / (to - from);
}

/** The first place where it holds, in a list where it holds for all that follow; its length when it never does. */
function firstAt(notes: readonly LineNote[], holds: (note: LineNote) => boolean): number {
  let low = 0;
  let high = notes.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const note = notes[middle];
    if (note !== undefined && holds(note)) high = middle;
    else low = middle + 1;
  }
  return low;
}
