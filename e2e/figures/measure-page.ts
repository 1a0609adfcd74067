import type { Browser, Page } from 'playwright-core';
import { PHONE } from '../browser.ts';

/** A page, and by what one sees that it can be used. */
export interface MeasuredPage {
  readonly name: string;
  readonly url: string;
  readonly usable: string;
  /** Somebody who is verified; `null` for a stranger. */
  readonly session: string | null;
}

/** What one first visit cost. Bytes are those of the bodies as they travelled, gzipped. */
export interface PageFigures {
  readonly name: string;
  readonly bytes: Readonly<Record<BodyType, number>>;
  readonly requests: number;
  readonly firstPaintMs: number;
  readonly usableMs: number;
}

export const bodyTypes = ['document', 'script', 'style', 'image', 'data'] as const;
type BodyType = (typeof bodyTypes)[number];

const TYPES: Readonly<Record<string, BodyType>> = {
  Document: 'document',
  Script: 'script',
  Stylesheet: 'style',
  Image: 'image',
  Other: 'image',
};

/** An old phone: four times slower than this machine, on a slow third-generation network. */
const CPU_SLOWDOWN = 4;
const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const PATIENT = { timeout: 90_000 };

/** Visits a page for the first time, as an old phone on a slow network does. */
export async function measurePage(browser: Browser, measured: MeasuredPage): Promise<PageFigures> {
  const context = await browser.newContext({ ...PHONE, extraHTTPHeaders: { 'Accept-Encoding': 'gzip' } });
  const { name, url, usable, session } = measured;
  if (session !== null)
    await context.addCookies([{ name: 'sunbeon_session', value: session, url: new URL(url).origin }]);
  const page = await context.newPage();
  const traffic = await listen(page);
  await page.goto(url, { ...PATIENT, waitUntil: 'commit' });
  await page.locator(usable).first().waitFor(PATIENT);
  const usableMs = await page.evaluate(() => performance.now());
  const paint = await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  const firstPaintMs = (await paint.jsonValue()) ?? Number.NaN;
  const figures = { name, ...sumOf(traffic), firstPaintMs, usableMs };
  await context.close();
  return figures;
}

/** What has travelled, by request. */
interface Traffic {
  readonly types: Map<string, BodyType>;
  readonly bytes: Map<string, number>;
}

async function listen(page: Page): Promise<Traffic> {
  const session = await page.context().newCDPSession(page);
  const [types, bytes] = [new Map<string, BodyType>(), new Map<string, number>()];
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    types.set(requestId, TYPES[type] ?? 'data');
    bytes.set(requestId, -response.encodedDataLength);
  });
  // All that travelled, of which the headers had come by the time the response was announced.
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes.set(requestId, encodedDataLength + (bytes.get(requestId) ?? 0));
  });
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_3G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  return { types, bytes };
}

function sumOf({ types, bytes }: Traffic): Pick<PageFigures, 'bytes' | 'requests'> {
  const sum = { document: 0, script: 0, style: 0, image: 0, data: 0 };
  for (const [id, type] of types) sum[type] += Math.max(bytes.get(id) ?? 0, 0);
  return { bytes: sum, requests: types.size };
}
