import pg from 'pg';
import { connectionOf } from './connection.ts';

/** What services may do in Postgres, made by the migrations: in the audit trail, nothing but adding and reading. */
const ROLE = 'sunbeon_service';

/**
 * Lets services log in by a role that owns nothing, with this password from now on, and returns their address of the
 * database. The owner of the tables stays for migrations.
 */
export async function giveServiceLogin(ownerUrl: string, password: string): Promise<string> {
  const owner = new pg.Client(connectionOf(ownerUrl));
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
