import { findRedisServer } from '@sunbeon/embedded';
import { findChromium } from './find-chromium.ts';

/* Fetches what the tests need and the machine lacks, so that no test waits for it. */

const [redis, chromium] = await Promise.allSettled([findRedisServer(), findChromium()]);
for (const found of [redis, chromium]) {
  if (found.status === 'rejected') process.stderr.write(`${String(found.reason)}\n`);
}
// Without Redis hardly a test can run; without Chromium the browser test alone says so.
process.exit(redis.status === 'rejected' ? 1 : 0);
