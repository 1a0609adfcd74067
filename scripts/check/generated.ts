import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** Files that are made by a command and committed: what makes them, and where they land. */
const GENERATED = [
  { command: 'generate:docs', paths: ['docs/openapi.json', 'docs/errors.md'] },
  { command: 'generate:dependencies', paths: ['docs/dependencies.md'] },
  { command: 'generate:capacity', paths: ['docs/capacity.md'] },
  { command: 'generate:prisma', paths: ['packages/store/src/generated'] },
] as const;

/** Makes every generated file anew; names those whose committed text differed. The fresh text is left in place. */
export function staleFiles(root: string): string[] {
  return GENERATED.flatMap(({ command, paths }) => {
    const before = paths.map((path) => digestOf(resolve(root, path)));
    execFileSync('pnpm', ['run', '--silent', command], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    return paths
      .filter((path, index) => digestOf(resolve(root, path)) !== before[index])
      .map((path) => `${path}: was stale, made anew by "pnpm ${command}"; commit it`);
  });
}

function digestOf(path: string): string {
  if (!existsSync(path)) return 'absent';
  const hash = createHash('sha256');
  for (const file of statSync(path).isDirectory() ? filesBelow(path) : [path]) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => resolve(entry.parentPath, entry.name))
    .toSorted();
}
