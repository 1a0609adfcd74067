import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const configs = [
  ...readdirSync(join(root, 'apps')).map((app) => join(root, 'apps', app, 'src/config.ts')),
  join(root, 'packages/service-kit/src/config.ts'),
  join(root, 'scripts/stack/settings.ts'),
].filter((path) => existsSync(path));

test('.env.example explains exactly the variables that are read', () => {
  const read = configs.flatMap((path) => readFileSync(path, 'utf8').match(/^ +[A-Z][A-Z_]{3,}(?=:)/gm) ?? []);
  const explained = readFileSync(join(root, '.env.example'), 'utf8').match(/^[A-Z][A-Z_]+(?==)/gm) ?? [];
  expect(explained.toSorted()).toEqual([...new Set(read.map((name) => name.trim()))].toSorted());
});
