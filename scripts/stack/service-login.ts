import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** What services may do in Postgres, made by the migrations: in the audit trail, nothing but adding and reading. */
const ROLE = 'sunbeon_service';
const PASSWORD_BYTES = 24;

/**
 * Lets services log in to the embedded Postgres, with a new password at each start, and returns their address of it. The
 * owner of the tables stays for migrations and for the people of this machine.
 */
export async function serviceLogin(ownerUrl: string): Promise<string> {
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`ALTER ROLE ${ROLE} LOGIN PASSWORD ${owner.escapeLiteral(password)}`);
  } finally {
    await owner.end();
  }
  const url = new URL(ownerUrl);
  url.username = ROLE;
  url.password = password;
  return url.href;
}
