import { once } from 'node:events';
import { relative } from 'node:path';
import type { Environment } from '@sunbeon/service-kit';
import { repositoryRoot } from './repository.ts';
import { envToSettings } from './settings.ts';
import { type Stack, startStack } from './stack.ts';

export interface LaunchOptions {
  /** Schedule a demo window and let a crowd come to it. */
  readonly demo: boolean;
  readonly fromSource: boolean;
}

/** A stack in the terminal: starts it, says where everything is, and ends it at Ctrl-C. Resolves when all is stopped. */
export async function launch(env: Environment, options: LaunchOptions): Promise<void> {
  const asked = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), once(process, 'SIGHUP')]);
  const settings = envToSettings(env);
  await using stack = await startStack({
    ...settings,
    fromSource: options.fromSource,
    onNotice: (line) => say(`! ${line}`),
    onStep: (name, elapsedMs) => say(`${name.padEnd(24)}${(elapsedMs / 1_000).toFixed(1)} s`),
  });
  say(addresses(stack));
  await asked;
  say('\nstopping …');
  // Whoever asks twice is in a hurry: children notice that we are gone and end by themselves.
  process.once('SIGINT', () => process.exit(130));
}

function addresses(stack: Stack): string {
  const logs = relative(repositoryRoot, `${stack.dataDir}/logs`) || stack.dataDir;
  return `
  citizens   ${stack.gateUrl}
  staff API  ${stack.staffUrl}   key: STAFF_KEY in ${relative(repositoryRoot, stack.dataDir)}/secrets.json
  sandbox    ${stack.sandboxUrl}   identity provider and SMS inbox

  Log in on the citizens' pages as anybody the sandbox offers: no password, nobody is real.
  Logs are in ${logs}. Ctrl-C stops everything.
`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
