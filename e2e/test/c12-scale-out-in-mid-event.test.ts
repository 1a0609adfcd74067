import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { citizens, type House, openHouse, scheduleNight } from '../house.ts';

const PATIENT = { timeoutMs: 40_000 };

let house: House;

beforeAll(async () => {
  house = await openHouse();
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

/** Ends a process as a power cut does; the stack starts it again, under another id. */
async function restart(name: string): Promise<void> {
  const pidOf = () => house.stack.processes().find((process) => process.name === name)?.pid;
  const before = await eventually(() => {
    const pid = pidOf();
    if (pid === undefined) throw new Error(`${name} does not run`);
    return pid;
  }, PATIENT);
  process.kill(before, 'SIGKILL');
  await eventually(() => {
    const pid = pidOf();
    if (pid === undefined || pid === before) throw new Error(`${name} is not back`);
  }, PATIENT);
}

test('c12: gate, worker and Redis are restarted while people wait: every number stays', async () => {
  const { gate } = house;
  const { id, opensAtMs } = await scheduleNight(house, { opensInMs: 1_500 });
  const people = await citizens(house, 40);
  await eventually(() => expect(Date.now()).toBeGreaterThan(opensAtMs));

  const numberOf = (session: string) =>
    eventually(async () => {
      const joined = await gate.join(id, session);
      if (!joined.ok) throw new Error(joined.code);
      return joined.body.number ?? 0;
    }, PATIENT);
  const numbersNow = () => Promise.all(people.map(({ session }) => numberOf(session)));

  const numbers = await numbersNow();
  expect(numbers.toSorted((a, b) => a - b)).toEqual(people.map((_, index) => index + 1));
  const given = new Set(numbers);
  for (const name of ['gate', 'worker', 'redis', 'gate', 'redis']) {
    await restart(name);
    expect(await numbersNow()).toEqual(numbers);
    const [newcomer] = await citizens(house, 1);
    const number = await numberOf(newcomer?.session ?? '');
    expect(given).not.toContain(number);
    expect(number).toBeGreaterThan(Math.max(...given));
    given.add(number);
  }
});
