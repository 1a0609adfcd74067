import { watch } from 'node:fs';
import { join } from 'node:path';
import { keepProcess } from '@sunbeon/embedded';
import { repositoryRoot } from './repository.ts';
import type { Stack } from './stack.ts';

const QUIET_MS = 200;

/** While developing: starts a service again when its source changes, all of them when a package does, and rebuilds the pages. */
export async function watchSources(stack: Stack): Promise<AsyncDisposable> {
  const own = [...stack.services].map(([name, service]) => watchFolder(`apps/${name}/src`, () => service.restart()));
  const shared = ['packages', 'prisma/src'].map((folder) =>
    watchFolder(folder, async () => {
      for (const service of stack.services.values()) await service.restart();
    }),
  );
  const web = join(repositoryRoot, 'apps', 'web');
  const pages = await keepProcess({
    command: join(web, 'node_modules', '.bin', 'vite'),
    args: ['build', '--watch'],
    cwd: web,
    stopSignal: 'TERM',
    logFile: join(stack.dataDir, 'logs', 'web.log'),
  });
  return {
    [Symbol.asyncDispose]: async () => {
      for (const watcher of [...own, ...shared]) watcher.close();
      await pages.stop();
    },
  };
}

function watchFolder(folder: string, restart: () => Promise<void>) {
  let pending: NodeJS.Timeout | undefined;
  return watch(join(repositoryRoot, folder), { recursive: true }, (_event, file) => {
    if (!file || /(?:^|\/)(?:dist|node_modules|test|generated)\//.test(file)) return;
    clearTimeout(pending);
    pending = setTimeout(() => void restart(), QUIET_MS);
  });
}
