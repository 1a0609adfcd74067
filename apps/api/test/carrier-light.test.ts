import { expect, test } from '@jest/globals';
import { listen } from '@sunbeon/service-kit';
import { carrierLight } from '../src/staff/windows/carrier-light.ts';

/** A notifier that says this of its carriers. */
async function aNotifier(...carriers: readonly { readonly available: boolean; readonly circuit: string }[]) {
  const told = carriers.map((carrier, index) => ({ name: `c${index}`, inFlight: 0, ...carrier }));
  return listen(
    (_req, res) => res.end(JSON.stringify({ status: 'ok', dependencies: {}, carriers: told })),
    '127.0.0.1',
    0,
  );
}

const UP = { available: true, circuit: 'closed' };
const FAILING = { available: true, circuit: 'half-open' };
const DOWN = { available: false, circuit: 'open' };

test.each([
  ['green', [DOWN, UP]],
  ['amber', [DOWN, FAILING]],
  ['red', [DOWN, DOWN]],
] as const)('messages go by whichever carrier takes them: %s', async (light, carriers) => {
  await using notifier = await aNotifier(...carriers);
  const watchedServices = new Map([['notifier', `http://127.0.0.1:${notifier.port}`]]);
  expect(await carrierLight({ watchedServices }, 3_600)).toBe(light);
});

test('where nobody knows of a carrier, the outbox tells, or nobody does', async () => {
  expect(await carrierLight({ watchedServices: new Map() }, 61)).toBe('amber');
  expect(await carrierLight({ watchedServices: new Map() }, null)).toBe('green');
  expect(await carrierLight({ watchedServices: new Map([['notifier', 'http://127.0.0.1:1']]) }, null)).toBeNull();
});
