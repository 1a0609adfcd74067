import type { IncomingMessage } from 'node:http';
import type { Problem } from '@sunbeon/core';
import { type Logger, loggedPath } from '@sunbeon/service-kit';

/** A crowd refused for one reason would fill a disk with the same line: this many a second are enough to see it. Of failures of ours as many besides. */
const MAX_LINES_PER_SECOND = 20;
const SECOND_MS = 1_000;

/** Lines about hot calls that were refused; answers as asked are counted by the metrics alone. */
export class HotLog {
  readonly #logger: Logger;
  #secondStartedMs = -SECOND_MS;
  #refusals = 0;
  #failures = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Notes a refusal, `error` being what led to it; beyond the limit of the second it is left out, and counted. */
  note(req: IncomingMessage, requestId: string, problem: Problem, error: unknown): void {
    const nowMs = performance.now();
    if (nowMs - this.#secondStartedMs >= SECOND_MS) this.#nextSecond(nowMs);
    const isFailure = problem.status >= 500 && problem !== error;
    if (isFailure) this.#failures += 1;
    else this.#refusals += 1;
    if ((isFailure ? this.#failures : this.#refusals) > MAX_LINES_PER_SECOND) return;
    const path = loggedPath(req.url ?? '');
    const line = { requestId, method: req.method, path, status: problem.status, code: problem.code };
    if (isFailure) this.#logger.error({ ...line, err: error }, 'request failed');
    else if (problem.status < 500) this.#logger.info(line, 'refused');
    else this.#logger.warn(line, 'refused');
  }

  #nextSecond(nowMs: number): void {
    const leftOut = [this.#refusals, this.#failures].reduce(
      (sum, lines) => sum + Math.max(lines - MAX_LINES_PER_SECOND, 0),
      0,
    );
    if (leftOut > 0) this.#logger.info({ leftOut }, 'more refusals like these');
    this.#secondStartedMs = nowMs;
    this.#refusals = 0;
    this.#failures = 0;
  }
}
