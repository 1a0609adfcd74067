import { findRedisServer } from '@sunbeon/embedded';
import { findChromium } from './find-chromium.ts';
import { findPromtool } from './find-promtool.ts';
import { findSmsc } from './find-smsc.ts';

/* Fetches what the tests need and the machine lacks, so that no test waits for it. */

const [redis, ...others] = await Promise.allSettled([findRedisServer(), findChromium(), findSmsc(), findPromtool()]);
for (const found of [redis, ...others]) {
  if (found.status === 'rejected') process.stderr.write(`${String(found.reason)}\n`);
}
// Without Redis hardly a test can run; without Chromium, an SMSC or promtool only the tests that need them say so.
process.exit(redis.status === 'rejected' ? 1 : 0);
