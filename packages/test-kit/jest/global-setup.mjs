import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** One Postgres and one Redis for the whole run, in a process of their own: they end when jest does, however it ends. */
// oxlint-disable-next-line import/no-default-export -- what jest asks for
export default async function startServers() {
  const servers = fork(fileURLToPath(new URL('../src/servers.ts', import.meta.url)), {
    execArgv: ['--conditions=source', '--import', import.meta.resolve('tsx')],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const [addresses] = await Promise.race([
    once(servers, 'message'),
    once(servers, 'exit').then(() => {
      throw new Error('the databases for the tests did not start');
    }),
  ]);
  Object.assign(process.env, addresses);
  globalThis.testServers = servers;
}
