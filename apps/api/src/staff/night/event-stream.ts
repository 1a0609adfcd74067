import type { NightEnd } from '@sunbeon/core';
import type { Response } from 'express';

/** Nothing was said for so long: a comment keeps the connection from being taken for a dead one. */
const HEARTBEAT_MS = 10_000;
/** Whoever has so much on the way to them gets nothing more until they have taken it … */
const MAX_BUFFERED_BYTES = 262_144;
/** … and whoever does not for so long is let go. */
const LONGEST_BEHIND_MS = 30_000;
/** A browser comes back after so long, ms. */
const RETRY_MS = 2_000;

/** Server-sent events to one client, who may be slow. */
export class EventStream {
  readonly #response: Response;
  #saidAtMs = 0;
  #behindSinceMs: number | null = null;

  constructor(response: Response) {
    this.#response = response;
  }

  /** The head of the answer, once. */
  begin(): void {
    if (this.#response.headersSent) return;
    this.#response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    this.#response.flushHeaders();
    this.#response.write(`retry: ${RETRY_MS}\n\n`);
  }

  /** Left out for whoever still has earlier ones on the way: the next one tells everything. `data` has no line breaks. */
  send(event: string, data: string): void {
    if (!this.#hasRoom()) return;
    this.#write(`event: ${event}\ndata: ${data}\n\n`);
  }

  /** Says something when nothing was said for long. */
  keep(): void {
    if (Date.now() - this.#saidAtMs >= HEARTBEAT_MS && this.#hasRoom()) this.#write(':\n\n');
  }

  /** Ends the answer, and says why. Whatever is said afterwards is not sent. */
  end(reason: NightEnd['reason']): void {
    if (this.#response.writableEnded) return;
    this.begin();
    this.#response.end(`event: end\ndata: ${JSON.stringify({ reason })}\n\n`);
  }

  #hasRoom(): boolean {
    const nowMs = Date.now();
    // What has ended stays open until its last bytes are taken, and may not be written to: that would end the process.
    if (!this.#response.writableEnded && this.#response.writableLength <= MAX_BUFFERED_BYTES) {
      this.#behindSinceMs = null;
      return true;
    }
    this.#behindSinceMs ??= nowMs;
    if (nowMs - this.#behindSinceMs > LONGEST_BEHIND_MS) this.#response.destroy();
    return false;
  }

  #write(text: string): void {
    this.begin();
    this.#saidAtMs = Date.now();
    this.#response.write(text);
  }
}
