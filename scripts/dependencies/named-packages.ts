import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { workspacePackages } from '../check/workspace.ts';

/** A package from outside that a room names by itself. */
export interface NamedPackage {
  readonly name: string;
  readonly version: string;
  /** Rooms that run it, and rooms that only build or test with it. */
  readonly runs: readonly string[];
  readonly builds: readonly string[];
}

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.-]+)?$/;
/** The types of Node follow the oldest Node that is supported. */
const RANGED = new Set(['@types/node']);

const names = z.record(z.string(), z.string()).default({});
const manifestSchema = z.object({ version: z.string(), dependencies: names, devDependencies: names });

function manifestAt(folder: string): z.infer<typeof manifestSchema> {
  return manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
}

/** What each room of the workspace, and the root, names; by name. */
export function namedPackages(root: string): NamedPackage[] {
  const rooms = [{ room: 'sunbeon', folder: '.' }, ...workspacePackages(root)];
  const found = new Map<string, { version: string; runs: string[]; builds: string[] }>();
  for (const { room, folder } of rooms) {
    const { dependencies, devDependencies } = manifestAt(join(root, folder));
    for (const [kind, named] of [
      ['runs', dependencies],
      ['builds', devDependencies],
    ] as const) {
      for (const name of Object.keys(named)) {
        if (name.startsWith('@sunbeon/')) continue;
        const entry = found.get(name) ?? { version: versionOf(join(root, folder), name), runs: [], builds: [] };
        entry[kind].push(room);
        found.set(name, entry);
      }
    }
  }
  return [...found].map(([name, entry]) => ({ name, ...entry })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function versionOf(folder: string, name: string): string {
  const installed = join(folder, 'node_modules', name);
  return existsSync(installed) ? manifestAt(installed).version : 'not installed';
}

/** Versions that are not said exactly, wherever they are said, one line each. */
export function rangeBreaches(root: string): string[] {
  const catalog = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').split(/^catalog:$/m)[1] ?? '';
  const shared = [...catalog.matchAll(/^ {2}"?([\w@/.-]+)"?: (.+)$/gm)].map(
    ([, name = '', range = '']) => [name, range] as const,
  );
  const own = [{ folder: '.' }, ...workspacePackages(root)].flatMap(({ folder }) => {
    const { dependencies, devDependencies } = manifestAt(join(root, folder));
    return Object.entries({ ...dependencies, ...devDependencies });
  });
  return [...shared, ...own]
    .filter(([name, range]) => !/^(?:workspace|catalog):/.test(range) && !EXACT.test(range) && !RANGED.has(name))
    .map(([name, range]) => `${name}: "${range}" is no exact version`);
}
