import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listen } from '@sunbeon/service-kit';
import express from 'express';
import { consoleHeaders } from '../src/staff/console-pages.ts';
import { previewPages } from '../src/staff/preview-pages.ts';

let webDir: string;
let door: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'sunbeon-web-'));
  await mkdir(join(webDir, 'preview', 'assets'), { recursive: true });
  await writeFile(join(webDir, 'preview', 'preview.html'), '<title>미리 보기</title>');
  await writeFile(join(webDir, 'preview', 'assets', 'preview-0a1b.js'), '1');
  await writeFile(join(webDir, 'waiting.html'), '<title>waiting</title>');
  door = await listen(express().use(consoleHeaders).use(previewPages({ webDir })), '127.0.0.1', 0);
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await rm(webDir, { recursive: true });
});

function get(path: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${door.port}${path}`, { headers: { connection: 'close' } });
}

test('a preview is framed by the console alone, and asks nobody anything', async () => {
  const answer = await get('/preview/ko');
  expect(await answer.text()).toBe('<title>미리 보기</title>');
  const policy = answer.headers.get('Content-Security-Policy') ?? '';
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|data:/);
  expect(answer.headers.get('X-Frame-Options')).toBe('SAMEORIGIN');
});

test('what a preview is made of can be loaded by a page that is of no origin', async () => {
  const { status, headers } = await get('/preview/assets/preview-0a1b.js');
  expect(status).toBe(200);
  expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
});

test.each([
  '/preview',
  '/preview/fr',
  '/preview/../waiting.html',
  '/preview/assets/..%2fpreview.html',
  '/waiting.html',
])('%s is none', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('a preview that is not built says what to do', async () => {
  expect(await (await get('/preview/en')).text()).toContain('pnpm build');
});
