import { once } from 'node:events';

/** Ends the servers and waits for it. */
// oxlint-disable-next-line import/no-default-export -- what jest asks for
export default async function stopServers() {
  const servers = globalThis.testServers;
  if (!servers || servers.exitCode !== null) return;
  const exited = once(servers, 'exit');
  servers.disconnect();
  await exited;
}
