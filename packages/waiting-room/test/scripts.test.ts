import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const folder = new URL('../lua/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.lua'));

test.each(files)('%s says in its header what it takes and returns', (file) => {
  const source = readFileSync(new URL(file, folder), 'utf8');
  const header = source.slice(0, source.search(/^(?!--)./m));
  const declared = [...header.matchAll(/^-- KEYS\[(\d+)\]/gm)].map((match) => Number(match[1]));
  const count = Number(/-(\d+)\.lua$/.exec(file)?.[1]);
  expect(declared).toEqual(Array.from({ length: count }, (_, n) => n + 1));
  expect(header).toMatch(/^-- Returns /m);
  const used = [...source.matchAll(/KEYS\[(\d+)\]/g)].map((match) => Number(match[1]));
  expect(Math.max(...used)).toBe(count);
});
