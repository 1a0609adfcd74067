import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { boundaryBreaches, fileBreaches, manifestBreaches } from '../check/boundaries.ts';

const root = resolve(import.meta.dirname, '../..');
const gateFile = { path: 'apps/gate/src/gate.ts', folder: 'apps/gate', room: 'gate', isTest: false };

test('the house is in order', () => {
  expect(boundaryBreaches(root)).toEqual([]);
});

test('the gate cannot reach the store', () => {
  expect(fileBreaches(gateFile, "import { openStore } from '@sunbeon/store';\n")).toEqual([
    'apps/gate/src/gate.ts: may not import @sunbeon/store',
  ]);
  const manifest = { room: 'gate', folder: 'apps/gate', dependencies: ['core', 'store'], devDependencies: ['worker'] };
  expect(manifestBreaches(manifest)).toEqual([
    'apps/gate: may not depend on store',
    'apps/gate: its tests may not depend on worker',
  ]);
});

test('no file reaches into another package by path', () => {
  const elsewhere = ['..', '..', 'worker', 'src', 'worker.ts'].join('/');
  expect(fileBreaches(gateFile, `import { x } from '${elsewhere}';\n`)).toHaveLength(1);
  expect(fileBreaches(gateFile, "import { x } from './routes/join-window.ts';\n")).toEqual([]);
});

test('settings are read in one place, and long files are two ideas', () => {
  expect(fileBreaches(gateFile, 'const port = process.env.GATE_PORT;\n')).toHaveLength(1);
  expect(fileBreaches(gateFile, '\n'.repeat(301))).toHaveLength(1);
});
