import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { ENV_READERS, houseRules, MAX_FILE_LINES } from './house-rules.ts';
import { type SourceFile, sourceFiles, type WorkspacePackage, workspacePackages } from './workspace.ts';

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;
const SCOPE = '@sunbeon/';

/** Every breach of the house rules, one line each, naming the file; empty when the house is in order. */
export function boundaryBreaches(root: string): string[] {
  const packages = workspacePackages(root);
  const files = sourceFiles(root, packages).filter(({ path }) => existsSync(resolve(root, path)));
  return [
    ...packages.flatMap(manifestBreaches),
    ...files.flatMap((file) => fileBreaches(file, readFileSync(resolve(root, file.path), 'utf8'))),
  ];
}

/** What a package declares but may not use. */
export function manifestBreaches(owner: WorkspacePackage): string[] {
  const rule = houseRules.get(owner.room);
  if (!rule) return [`${owner.folder}: no rule says what "${owner.room}" may import`];
  const inTests = [...rule.uses, ...rule.testsUse];
  return [
    ...without(owner.dependencies, rule.uses).map((name) => `${owner.folder}: may not depend on ${name}`),
    ...without(owner.devDependencies, inTests).map((name) => `${owner.folder}: its tests may not depend on ${name}`),
  ];
}

function without(names: readonly string[], allowed: readonly string[]): string[] {
  return names.filter((name) => !allowed.includes(name));
}

/** Breaches inside one file: imports that leave the room, the environment read in the wrong place, too many lines. */
export function fileBreaches(file: SourceFile, text: string): string[] {
  const complaints = [...text.matchAll(IMPORT)].flatMap(([, target = '']) => importBreach(file, target));
  if (text.includes('process.env') && !file.isTest && !ENV_READERS.some((reader) => reader.test(file.path))) {
    complaints.push('reads process.env; settings are passed in');
  }
  const lines = text.split('\n').length - 1;
  if (lines > MAX_FILE_LINES) complaints.push(`${lines} lines, more than ${MAX_FILE_LINES}`);
  return complaints.map((complaint) => `${file.path}: ${complaint}`);
}

function importBreach(file: SourceFile, target: string): string[] {
  if (target.startsWith('.')) {
    const path = relative(file.folder, resolve('/', dirname(file.path), target).slice(1));
    return path.startsWith('..') ? [`imports ${target}, outside its package`] : [];
  }
  if (!target.startsWith(SCOPE)) return [];
  const room = target.slice(SCOPE.length).split('/', 1)[0] ?? '';
  const rule = houseRules.get(file.room);
  const allowed = [file.room, ...(rule?.uses ?? []), ...(file.isTest ? (rule?.testsUse ?? []) : [])];
  return allowed.includes(room) ? [] : [`may not import ${target}`];
}
