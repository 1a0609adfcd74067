import type { Tally } from './chronicle.ts';

/** A line that is drawn over on a terminal, and written now and then where output is kept. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #quietEveryMs = 5_000;
  #lastQuietMs = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  step(line: string): void {
    this.#stream.write(`${this.#stream.isTTY ? '\r\u001b[K' : ''}${line}\n`);
  }

  night(tally: Tally, secondsSinceOpening: number): void {
    const clock =
      secondsSinceOpening < 0
        ? `opens in ${Math.ceil(-secondsSinceOpening)} s`
        : `${Math.floor(secondsSinceOpening)} s`;
    const waiting = tally.joined - tally.admitted;
    const line = `${clock.padEnd(12)} early ${n(tally.early)} · joined ${n(tally.joined)} · waiting ${n(waiting)} · booked ${n(tally.booked)} · done ${n(tally.ended)}`;
    if (this.#stream.isTTY) this.#stream.write(`\r\u001b[K${line}`);
    else if (performance.now() - this.#lastQuietMs > this.#quietEveryMs) {
      this.#lastQuietMs = performance.now();
      this.#stream.write(`${line}\n`);
    }
  }
}

function n(count: number): string {
  return count.toLocaleString('en');
}
