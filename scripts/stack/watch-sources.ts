import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository.ts';
import type { Stack } from './stack.ts';

const QUIET_MS = 200;

/** While developing: starts a service again when its source changes, all of them when a package does, and rebuilds the pages. */
export function watchSources(stack: Stack, onNotice: (line: string) => void): AsyncDisposable {
  const own = [...stack.services].map(([name, service]) => watchFolder(`apps/${name}/src`, () => service.restart()));
  const shared = ['packages', 'prisma/src'].map((folder) =>
    watchFolder(folder, async () => {
      for (const service of stack.services.values()) await service.restart();
    }),
  );
  const pages = spawn(join(repositoryRoot, 'apps/web/node_modules/.bin/vite'), ['build', '--watch'], {
    cwd: join(repositoryRoot, 'apps/web'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  pages.once('exit', (code) => onNotice(`the pages are not rebuilt any more (status ${code ?? 'unknown'})`));
  return {
    [Symbol.asyncDispose]: async () => {
      for (const watcher of [...own, ...shared]) watcher.close();
      pages.removeAllListeners('exit');
      pages.kill();
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
