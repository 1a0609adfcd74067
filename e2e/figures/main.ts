import { loadavg } from 'node:os';
import { openBrowser } from '../browser.ts';
import { citizens, openHouse, passFor, scheduleNight } from '../house.ts';
import { bodyTypes, type MeasuredPage, measurePage, type PageFigures } from './measure-page.ts';

/** Says what each page weighs and when it stands on an old phone, as a table for docs/benchmarks.md: `pnpm pages`. */

function row({ name, bytes, requests, firstPaintMs, usableMs }: PageFigures): string {
  const sizes = bodyTypes.map((type) => bytes[type].toLocaleString('en'));
  const sum = bodyTypes.reduce((total, type) => total + bytes[type], 0);
  const seconds = [firstPaintMs, usableMs].map((ms) => (ms / 1_000).toFixed(1));
  return `| ${[name, sum.toLocaleString('en'), ...sizes, requests, ...seconds].join(' | ')} |`;
}

await using house = await openHouse();
await using browser = await openBrowser();
const { gateUrl } = house.stack;
const { id: ahead } = await scheduleNight(house, { opensInMs: 3_600_000 });
const { id: open } = await scheduleNight(house, { opensInMs: 1_000 });
const [{ session } = { session: '' }] = await citizens(house, 1);
await passFor(house, open, session);

const pages: readonly MeasuredPage[] = [
  { name: 'first page', url: `${gateUrl}/`, usable: '#windows a', session: null },
  { name: 'waiting, before', url: `${gateUrl}/windows/${ahead}`, usable: '#actions a', session: null },
  { name: 'waiting, called', url: `${gateUrl}/windows/${open}`, usable: '#enter', session },
  { name: 'verify', url: `${gateUrl}/verify`, usable: 'main a.button', session: null },
  { name: 'booking', url: `${gateUrl}/windows/${open}/book`, usable: 'main :is(button, a)', session },
  { name: 'my bookings', url: `${gateUrl}/me`, usable: '#actions a, #bookings li', session },
  { name: 'family', url: `${gateUrl}/family`, usable: 'main :is(button, a)', session },
  { name: 'how it works', url: `${gateUrl}/trust`, usable: 'main :is(li, dd)', session: null },
];
process.stdout.write(`| page | bytes | ${bodyTypes.join(' | ')} | requests | first paint, s | usable, s |\n`);
process.stdout.write(`|---|${'---:|'.repeat(bodyTypes.length + 4)}\n`);
for (const page of pages) process.stdout.write(`${row(await measurePage(browser, page))}\n`);
process.stdout.write(
  `\nload of the machine meanwhile: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')}\n`,
);
