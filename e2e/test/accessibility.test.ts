import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFindings, sidewaysScroll, smallTargets } from '../accessibility.ts';
import { openBrowser, PHONE } from '../browser.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage(PHONE);
});

afterAll(() => browser?.close());

const SOUND = '<main><h1>제목</h1><p>글</p><button style="width:60px;height:60px">확인</button></main>';

async function show(body: string): Promise<void> {
  await page.setContent(
    `<!doctype html><html lang="ko"><meta name="viewport" content="width=device-width"><title>제목</title>${body}</html>`,
  );
}

test('a sound page has no findings', async () => {
  await show(SOUND);
  expect(await accessibilityFindings(page)).toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
});

test('a nameless button, pale text, a small target and a wide picture are found', async () => {
  await show(
    `${SOUND.replace('</main>', '')}<button></button><p style="color:#ccc">흐린 글자</p><div style="width:900px">넓은 그림</div></main>`,
  );
  const findings = (await accessibilityFindings(page)).join('\n');
  expect(findings).toMatch(/^button-name: .*^color-contrast: /ms);
  expect(await smallTargets(page)).toHaveLength(1);
  expect(await sidewaysScroll(page)).toBeGreaterThan(500);
});
