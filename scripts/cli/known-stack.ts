import type { Environment } from '@sunbeon/service-kit';
import { readRecord, type StackRecord } from '../stack/record.ts';
import { readSecrets, type Secrets } from '../stack/secrets.ts';
import { envToSettings } from '../stack/settings.ts';
import { shortPath } from '../stack/short-path.ts';
import { StaffApi } from '../staff/staff-api.ts';
import { CliError } from './cli-error.ts';

/** What a data folder tells about its stack. */
export interface KnownStack {
  readonly record: StackRecord;
  readonly secrets: Secrets;
  readonly staff: StaffApi;
}

/** The stack of `DATA_DIR`, running or not; throws `stack-unknown` when none was ever started there. */
export async function knownStack(env: Environment): Promise<KnownStack> {
  const { dataDir } = envToSettings(env);
  const [record, secrets] = await Promise.all([readRecord(dataDir), readSecrets(dataDir)]);
  if (!record || !secrets) {
    throw new CliError(
      'stack-unknown',
      `no stack was started on ${shortPath(dataDir)}: run npm start, or set DATA_DIR`,
    );
  }
  return { record, secrets, staff: new StaffApi(`http://127.0.0.1:${record.ports.staff}`, secrets.STAFF_KEY) };
}
