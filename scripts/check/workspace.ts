import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';

const SCOPE = '@sunbeon/';
const MANIFEST = /^(?:(?:apps|packages)\/[^/]+|prisma|scripts|loadtest|e2e|deploy)\/package\.json$/;
const SOURCE = /\.tsx?$/;
const GENERATED = /\/generated\//;
const TEST = /(?:^|\/)test\/|^e2e\//;

const names = z.record(z.string(), z.string()).default({});
const manifestSchema = z.object({ name: z.string(), dependencies: names, devDependencies: names });

/** A package of the workspace and the rooms it declares to use. */
export interface WorkspacePackage {
  readonly room: string;
  readonly folder: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

export interface SourceFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly folder: string;
  readonly room: string;
  readonly isTest: boolean;
}

/** Files git tracks or would track, from the root of the repository. */
function repositoryFiles(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  return listed.split('\n').filter((path) => path !== '');
}

/** All packages of the workspace at `root`. */
export function workspacePackages(root: string): WorkspacePackage[] {
  return repositoryFiles(root)
    .filter((path) => MANIFEST.test(path))
    .map((path) => {
      const manifest = manifestSchema.parse(JSON.parse(readFileSync(resolve(root, path), 'utf8')));
      return {
        room: manifest.name.replace(SCOPE, ''),
        folder: dirname(path),
        dependencies: roomsIn(manifest.dependencies),
        devDependencies: roomsIn(manifest.devDependencies),
      };
    });
}

function roomsIn(dependencies: Readonly<Record<string, string>>): string[] {
  return Object.keys(dependencies)
    .filter((name) => name.startsWith(SCOPE))
    .map((name) => name.slice(SCOPE.length));
}

/** Hand-written TypeScript of all packages. */
export function sourceFiles(root: string, packages: readonly WorkspacePackage[]): SourceFile[] {
  return repositoryFiles(root)
    .filter((path) => SOURCE.test(path) && !GENERATED.test(path))
    .flatMap((path) => {
      const owner = packages.find(({ folder }) => path.startsWith(`${folder}/`));
      return owner ? [{ path, folder: owner.folder, room: owner.room, isTest: TEST.test(path) }] : [];
    });
}
