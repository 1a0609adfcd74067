import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { problemCatalogue } from '@sunbeon/core';
import { errorsMarkdown } from '../src/openapi/error-docs.ts';
import { openApiJson } from '../src/openapi/openapi-document.ts';
import { aGate, type TestGate } from './a-gate.ts';
import { call, problemOf } from './call.ts';

let built: TestGate;
let bare: TestGate;
let webDir: string;

beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), 'sunbeon-web-'));
  await mkdir(join(webDir, 'assets'));
  for (const name of ['index', 'waiting', 'waiting.en', 'book', 'me', 'verify', 'family', 'trust', 'my-data'])
    await writeFile(join(webDir, `${name}.html`), `<title>${name}</title>`);
  await writeFile(join(webDir, 'assets', 'app-0a1b.js'), '1');
  await writeFile(join(webDir, 'service-worker.js'), '2');
  await writeFile(join(webDir, 'me.html.gz'), gzipSync('<title>me</title>'));
  await writeFile(join(webDir, 'assets', 'app-0a1b.js.gz'), gzipSync('1'));
  [built, bare] = await Promise.all([aGate({ WEB_DIR: webDir }), aGate({ WEB_DIR: join(webDir, 'nowhere') })]);
});
afterAll(async () => {
  await built[Symbol.asyncDispose]();
  await bare[Symbol.asyncDispose]();
  await rm(webDir, { recursive: true });
});

test.each([
  ['/', 'index'],
  ['/windows/w-1', 'waiting'],
  ['/windows/w-1/book', 'book'],
  ['/me', 'me'],
  ['/verify', 'verify'],
  ['/family', 'family'],
  ['/trust', 'trust'],
  ['/me/data', 'my-data'],
])('%s is the page %s', async (path, name) => {
  const answer = await call(built, 'GET', path);
  expect(answer.body).toBe(`<title>${name}</title>`);
  expect(answer.headers.get('Content-Type')).toMatch(/^text\/html/);
  expect(answer.headers.get('Cache-Control')).toBe('no-cache');
});

async function titleFor(headers: Record<string, string>): Promise<unknown> {
  const answer = await call(built, 'GET', '/windows/w-1', { headers });
  expect(answer.headers.get('Vary')).toMatch(/Accept-Language.*Cookie/);
  return answer.body;
}

test('the waiting page comes in the language that was chosen, else in the one the browser asks for', async () => {
  expect(await titleFor({ 'Accept-Language': 'en-US,ko;q=0.5' })).toBe('<title>waiting.en</title>');
  expect(await titleFor({ 'Accept-Language': 'en-US', Cookie: 'language=ko' })).toBe('<title>waiting</title>');
  expect(await titleFor({ 'Accept-Language': 'fr', Cookie: 'language=xx' })).toBe('<title>waiting</title>');
});

test('what is laid packed beside a file is sent to whoever can unpack it', async () => {
  for (const path of ['/me', '/assets/app-0a1b.js']) {
    const packed = await call(built, 'GET', path, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(packed.headers.get('Content-Encoding')).toBe('gzip');
    expect(packed.headers.get('Content-Type')).toMatch(/^text\/(html|javascript)/);
    expect(packed.headers.get('Vary')).toContain('Accept-Encoding');
    expect(packed.body).toBe(path === '/me' ? '<title>me</title>' : '1');
    const plain = await call(built, 'GET', path, { headers: { 'Accept-Encoding': 'identity' } });
    expect(plain.headers.get('Content-Encoding')).toBeNull();
    expect(plain.body).toBe(packed.body);
  }
});

test('the service worker is asked for by its name, and looked at anew each time', async () => {
  const answer = await call(built, 'GET', '/service-worker.js');
  expect(answer.headers.get('Content-Type')).toMatch(/^text\/javascript/);
  expect(answer.headers.get('Cache-Control')).toBe('no-cache');
});

test('assets never change, and nothing outside their folder is served', async () => {
  const asset = await call(built, 'GET', '/assets/app-0a1b.js');
  expect(asset.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  for (const path of [
    '/assets/',
    '/assets/..%2findex.html',
    '/assets/%2e%2e/index.html',
    '/assets/none.js',
    '/assets/.env',
  ]) {
    expect(problemOf(await call(built, 'GET', path))).toMatch(/^40[034] /);
  }
});

test('pages that are not built say what to do', async () => {
  const answer = await call(bare, 'GET', '/windows/w-1');
  expect(answer.status).toBe(503);
  expect(answer.body).toContain('pnpm build');
});

test('the documentation opens: the API explorer with its scripts, the document, and every error', async () => {
  const explorer = await call(bare, 'GET', '/docs/');
  expect(explorer.body).toContain('swagger-ui-bundle.js');
  expect(explorer.body).not.toMatch(/<script>(?!<)/);
  expect((await call(bare, 'GET', '/docs/swagger-ui-init.js')).body).toContain('/v1/openapi.json');
  expect((await call(bare, 'GET', '/v1/openapi.json')).body).toMatchObject({ openapi: '3.1.0' });
  const errors = await call(bare, 'GET', '/docs/errors');
  for (const code of Object.keys(problemCatalogue)) expect(errors.body).toContain(`<section id="${code}">`);
});

test('docs/errors.md and docs/openapi.json are what the code says', async () => {
  const docs = new URL('../../../docs/', import.meta.url);
  const errors = await readFile(new URL('errors.md', docs), 'utf8');
  for (const code of Object.keys(problemCatalogue)) expect(errors).toContain(`## \`${code}\``);
  expect(errors).toBe(errorsMarkdown());
  expect(await readFile(new URL('openapi.json', docs), 'utf8')).toBe(openApiJson());
});
