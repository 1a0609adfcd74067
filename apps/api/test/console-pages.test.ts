import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listen } from '@sunbeon/service-kit';
import express from 'express';
import { consoleHeaders, consolePages } from '../src/staff/console-pages.ts';

let consoleDir: string;
let door: Awaited<ReturnType<typeof listen>>;
let unbuilt: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  consoleDir = await mkdtemp(join(tmpdir(), 'sunbeon-console-'));
  await mkdir(join(consoleDir, 'assets'));
  await writeFile(join(consoleDir, 'index.html'), '<title>console</title>');
  await writeFile(join(consoleDir, 'assets', 'main-0a1b.js'), '1');
  await writeFile(join(consoleDir, 'assets', 'main-0a1b.js.br'), brotliCompressSync('1'));
  [door, unbuilt] = await Promise.all([open(consoleDir), open(join(consoleDir, 'nowhere'))]);
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await unbuilt[Symbol.asyncDispose]();
  await rm(consoleDir, { recursive: true });
});

function open(folder: string) {
  return listen(
    express()
      .use(consoleHeaders)
      .use(consolePages({ consoleDir: folder })),
    '127.0.0.1',
    0,
  );
}

function get(path: string, accept = 'text/html', { port } = door): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { accept, 'accept-encoding': 'br', connection: 'close' },
  });
}

test.each(['/', '/windows/w-1', '/login', '/v1x'])('%s is the page, and never kept', async (path) => {
  const answer = await get(path);
  expect(await answer.text()).toBe('<title>console</title>');
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
});

test.each(['/v1/staff/none', '/assets/none.js', '/metrics', '/preview/x', '/queues'])('%s is no page', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('whoever does not read pages is given none', async () => {
  expect((await get('/windows', 'application/json')).status).toBe(404);
});

test('assets are packed and never change', async () => {
  const answer = await get('/assets/main-0a1b.js', '*/*');
  expect(await answer.text()).toBe('1');
  expect(answer.headers.get('Content-Encoding')).toBe('br');
  expect(answer.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
});

test('nothing inline runs, nothing comes from elsewhere, and nobody frames it', async () => {
  const policy = (await get('/')).headers.get('Content-Security-Policy') ?? '';
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|data:/);
});

test('pages that are not built say what to do', async () => {
  const answer = await get('/', 'text/html', unbuilt);
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('pnpm build')]);
});
