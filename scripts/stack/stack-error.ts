/** The stack cannot start; `message` is one line that says what to do. */
export class StackError extends Error {
  override readonly name = 'StackError';
}
