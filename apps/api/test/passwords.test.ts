import { expect, test } from '@jest/globals';
import { Problem } from '@sunbeon/core';
import { Passwords } from '../src/staff/accounts/passwords.ts';

test('a password is recognised, another is not, and without a hash none is', async () => {
  const passwords = new Passwords();
  const hashed = await passwords.hash('올여름 접종 예약');
  expect(hashed).toMatch(/^\$argon2id\$v=19\$m=47104,t=2,p=1\$/);
  expect(await passwords.verify('올여름 접종 예약', hashed)).toBe(true);
  expect(await passwords.verify('올여름 접종 예약 ', hashed)).toBe(false);
  expect(await passwords.verify('올여름 접종 예약', null)).toBe(false);
});

test('two are computed at a time and sixteen wait: whoever comes then is told to come again', async () => {
  const passwords = new Passwords();
  const settled = await Promise.allSettled(Array.from({ length: 30 }, () => passwords.hash('x')));
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(refused).toHaveLength(12);
  for (const reason of refused) {
    expect(reason).toBeInstanceOf(Problem);
    expect(reason).toMatchObject({ code: 'overloaded', retryAfterSeconds: 2 });
  }
  expect(await passwords.verify('x', await passwords.hash('x'))).toBe(true);
});

test('who has no password is told so after as much work as who has another', async () => {
  const passwords = new Passwords();
  const hashed = await passwords.hash('x');
  const least = { somebody: Number.POSITIVE_INFINITY, nobody: Number.POSITIVE_INFINITY };
  for (let turn = 0; turn < 5; turn += 1) {
    for (const [who, hash] of [['somebody', hashed] as const, ['nobody', null] as const]) {
      // Time of a processor, not of the clock: others may be using it.
      const before = process.cpuUsage();
      await passwords.verify('y', hash);
      const { user, system } = process.cpuUsage(before);
      least[who] = Math.min(least[who], user + system);
    }
  }
  expect(least.nobody).toBeGreaterThan(least.somebody / 2);
  expect(least.nobody).toBeLessThan(least.somebody * 2);
});
