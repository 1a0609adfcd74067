import { once } from 'node:events';
import { type Environment, ResourceStack } from '@sunbeon/service-kit';
import { type Announcement, DemoProcess } from '../demo/demo-process.ts';
import { StaffApi } from '../staff/staff-api.ts';
import { envToSettings } from './settings.ts';
import { shortPath } from './short-path.ts';
import { type Stack, startStack } from './stack.ts';
import { watchSources } from './watch-sources.ts';

export interface LaunchOptions {
  /** Schedule a demo window and let a crowd come to it. */
  readonly demo: boolean;
  readonly fromSource: boolean;
}

/** A stack in the terminal: starts it, says where everything is, and ends it at Ctrl-C. Resolves when all is stopped. */
export async function launch(env: Environment, options: LaunchOptions): Promise<void> {
  const asked = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), once(process, 'SIGHUP')]);
  const settings = envToSettings(env);
  await using held = new ResourceStack();
  const stack = held.use(
    await startStack({
      ...settings,
      fromSource: options.fromSource,
      onNotice: (line) => say(`! ${line}`),
      onStep: (name, elapsedMs) => say(`${name.padEnd(30)}${(elapsedMs / 1_000).toFixed(1).padStart(6)} s`),
    }),
  );
  if (options.fromSource) held.use(await watchSources(stack));
  const demo = options.demo ? held.use(new DemoProcess(stack.dataDir, settings.demoPeople)) : null;
  say(addressesOf(stack, (await demo?.announcement()) ?? null));
  if (!(await hasAdmin(stack))) say(HOW_TO_BEGIN);
  await asked;
  say('\nstopping …');
  // Whoever asks twice is in a hurry: children notice that we are gone and end by themselves.
  process.once('SIGINT', () => process.exit(130));
}

const HOW_TO_BEGIN = `  Nobody can log in at the staff's door yet. Make the first admin:
              pnpm cli staff create --login NAME --name "..." --role admin
  and open the page it prints.
`;

/** Whether somebody could make accounts for the others. A stack whose staff API does not answer is not asked for more. */
async function hasAdmin({ staffUrl, secrets }: Stack): Promise<boolean> {
  const members = await new StaffApi(staffUrl, secrets.STAFF_KEY).accounts.list().catch(() => null);
  return members === null || members.some(({ role, state }) => role === 'admin' && state === 'active');
}

function addressesOf(stack: Stack, demo: Announcement | null): string {
  const folder = shortPath(stack.dataDir);
  return `
  citizens    ${stack.gateUrl}
  staff       ${stack.staffUrl}   machines use STAFF_KEY in ${folder}/secrets.json
  sandbox     ${stack.sandboxUrl}   identity provider and SMS inbox
${demo ? demoText(stack, demo) : ''}
  Log in as any of the people the sandbox offers; nobody is real, there is no password.
  Logs are in ${folder}/logs. Ctrl-C stops everything; the data stays in ${folder}.
`;
}

function demoText(stack: Stack, { windowId, opensAt }: Announcement): string {
  const inSeconds = Math.round((Date.parse(opensAt) - Date.now()) / 1_000);
  return `
  A demo window for people born in 1967 and 1968 opens in ${inSeconds} s, and a crowd will come:
              ${stack.gateUrl}/windows/${windowId}
`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
