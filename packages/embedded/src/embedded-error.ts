/** A database could not be found or started; `message` is one line that says what to do. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
}
