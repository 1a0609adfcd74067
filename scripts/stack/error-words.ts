/** The system's or a driver's code of an error, e.g. `EADDRINUSE`; looked up by shape, because errors come from several realms in tests. */
function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && error.code !== '' ? error.code : null;
}

/** Whether an error carries this code. */
export function hasCode(error: unknown, code: string): boolean {
  return codeOf(error) === code;
}

/** What went wrong, on one line: the code if there is one, else the message. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code !== null) return code;
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').trim();
}
