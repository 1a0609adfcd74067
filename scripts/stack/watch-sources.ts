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
  const pages = await Promise.all(['web', 'console'].map((name) => keepBuilding(stack, name)));
  return {
    [Symbol.asyncDispose]: async () => {
      for (const watcher of [...own, ...shared]) watcher.close();
      await Promise.all(pages.map((building) => building.stop()));
    },
  };
}

function keepBuilding({ dataDir }: Stack, name: string) {
  const app = join(repositoryRoot, 'apps', name);
  return keepProcess({
    command: join(app, 'node_modules', '.bin', 'vite'),
    args: ['build', '--watch'],
    cwd: app,
    stopSignal: 'TERM',
    logFile: join(dataDir, 'logs', `${name}.log`),
  });
}

function watchFolder(folder: string, restart: () => Promise<void>) {
  let pending: NodeJS.Timeout | undefined;
  return watch(join(repositoryRoot, folder), { recursive: true }, (_event, file) => {
    if (!file || /(?:^|\/)(?:dist|node_modules|test|generated)\//.test(file)) return;
    clearTimeout(pending);
    pending = setTimeout(() => void restart(), QUIET_MS);
  });
}
