/** What one tick of the outflow did. */
export interface Call {
  /** How many numbers were called now. */
  readonly called: number;
  /** The highest number called. */
  readonly serving: number;
  /** How many seats are taken. */
  readonly active: number;
}

/** What `call-next` returns. */
export type CallReply = readonly [called: number, serving: number, active: number];
