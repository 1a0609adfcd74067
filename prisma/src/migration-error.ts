/** The database could not be migrated; `message` is one line for an operator's terminal. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}
