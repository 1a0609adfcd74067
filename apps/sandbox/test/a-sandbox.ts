import { testKeys } from '@sunbeon/test-kit';
import { createSandbox, envToConfig, type Sandbox } from '../src/index.ts';

export const REDIRECT_URI = 'http://localhost:8080/v1/identity/callback';

export interface TestSandbox extends Sandbox {
  readonly origin: string;
  readonly clientSecret: string;
  readonly smppPassword: string;
}

/** The whole sandbox on free ports. */
export async function aSandbox(env: Readonly<Record<string, string>> = {}): Promise<TestSandbox> {
  const keys = testKeys();
  const sandbox = await createSandbox(
    envToConfig({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      SANDBOX_PORT: '0',
      SANDBOX_SMPP_PORT: '0',
      SANDBOX_SMS_DELAY_MS: '20',
      ...keys,
      ...env,
    }),
  );
  return {
    ...sandbox,
    origin: `http://localhost:${sandbox.port}`,
    clientSecret: keys.SANDBOX_CLIENT_SECRET,
    smppPassword: keys.SANDBOX_SMPP_PASSWORD,
  };
}
