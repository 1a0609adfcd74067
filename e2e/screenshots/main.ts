import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@sunbeon/scripts';
import type { BrowserContextOptions } from 'playwright-core';
import { DESKTOP, openBrowser, PHONE } from '../browser.ts';
import { openHouse } from '../house.ts';
import { contactSheet, type SheetPlan } from './contact-sheet.ts';
import { shootBooking, shootMyBookings } from './shoot-booking.ts';
import { shootConsole } from './shoot-console.ts';
import { shootFamily } from './shoot-family.ts';
import { shootWaiting } from './shoot-waiting.ts';

/** Takes the pictures of the README and the docs, on stacks of their own: `pnpm screenshots`, or `pnpm screenshots waiting`. */

interface Sight {
  readonly device: BrowserContextOptions;
  readonly plan: SheetPlan;
}

const FOLDER = join(repositoryRoot, 'docs', 'screenshots');

const CITIZENS = {
  'phone-ko': { device: PHONE, plan: { columns: 6, width: 190 } },
  'desktop-en': { device: DESKTOP, plan: { columns: 4, width: 340 } },
};
const STAFF = {
  'desktop-ko': { device: { ...DESKTOP, locale: 'ko-KR' }, plan: { columns: 3, width: 560 } },
  'desktop-en': { device: DESKTOP, plan: { columns: 3, width: 560 } },
};
const SHEETS = {
  waiting: { shoot: shootWaiting, devices: CITIZENS },
  booking: { shoot: shootBooking, devices: CITIZENS },
  'my-bookings': { shoot: shootMyBookings, devices: CITIZENS },
  family: { shoot: shootFamily, devices: CITIZENS },
  console: { shoot: shootConsole, devices: STAFF },
};
/** Shown by themselves, too, from one of the devices. */
const ALONE = new Map([
  ['phone-ko', { names: ['waiting', 'called', 'booked'], plan: { columns: 1, width: 300 } }],
  ['desktop-ko', { names: ['the wall'], plan: { columns: 1, width: 900 } }],
]);

const wanted = process.argv.slice(2);
await mkdir(FOLDER, { recursive: true });
await using browser = await openBrowser();
for (const [sheet, { shoot, devices }] of Object.entries(SHEETS)) {
  if (wanted.length > 0 && !wanted.includes(sheet)) continue;
  for (const [where, { device, plan }] of Object.entries<Sight>(devices)) {
    await using house = await openHouse();
    const shots = await shoot(house, browser, device);
    const save = async (name: string, picture: Buffer) => {
      await writeFile(join(FOLDER, `${name}-${where}.webp`), picture);
      process.stdout.write(`${name}-${where}.webp ${picture.length} bytes\n`);
    };
    await save(`${sheet}-states`, await contactSheet(browser, shots, plan));
    const alone = ALONE.get(where);
    if (alone === undefined) continue;
    for (const shot of shots.filter(({ name }) => alone.names.includes(name)))
      await save(shot.name.replaceAll(' ', '-'), await contactSheet(browser, [shot], alone.plan));
  }
}
