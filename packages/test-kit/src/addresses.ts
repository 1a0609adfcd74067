/** How the jest run tells its workers where the databases are. */
export const POSTGRES_VARIABLE = 'SUNBEON_TEST_POSTGRES_URL';
export const REDIS_VARIABLE = 'SUNBEON_TEST_REDIS_URL';

/** A migrated database that nobody connects to; test databases are copies of it. */
export const TEMPLATE = 'sunbeon_template';

/** The address of a server of this run. */
export function addressOf(variable: string): string {
  const address = process.env[variable];
  if (address === undefined) throw new TypeError(`${variable} is not set: run this test through jest`);
  return address;
}
