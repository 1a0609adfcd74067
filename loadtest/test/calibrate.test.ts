import { expect, test } from '@jest/globals';
import { eachProcess } from '@sunbeon/scripts';
import { joinCalls, submitCalls } from '../calibrate/citizens-calls.ts';
import { Meter } from '../calibrate/meter.ts';
import { taskCost } from '../calibrate/rounds.ts';

/** A round of 100 in which the gate took so many microseconds for each. */
const round = (micros: number) => ({
  amount: 100,
  cost: { seconds: 1, micros: { ...eachProcess(() => 0), gate: micros * 100 } },
});

test('the median of the rounds at the rate is what a task costs; what the cold one took beyond the warm one is the warm-up', () => {
  const { cpuMicros, warmUpSeconds } = taskCost([round(500), round(60), round(90), round(100), round(300)]);
  expect(cpuMicros).toEqual({ ...eachProcess(() => 0), gate: 100 });
  expect(warmUpSeconds.gate).toBeCloseTo((440 * 100) / 1_000_000, 9);
  expect(taskCost([round(50), round(60), round(100)]).warmUpSeconds.gate).toBe(0);
  expect(() => taskCost([round(90), round(90)])).toThrow(TypeError);
});

test('a request goes over the wire with its bearer, its key and the length of its body in bytes', () => {
  const [join] = joinCalls('w', ['a-session']).map(String);
  expect(join).toMatch(
    /^POST \/v1\/windows\/w\/tickets HTTP\/1\.1\r\n[^]*Authorization: Bearer a-session\r\n[^]*\r\n\r\n\{\}$/,
  );
  const [submit = ''] = submitCalls([{ pass: 'a-pass', key: 'a-key', requestId: 'r' }], ['s1', 's2', 's3']).map(String);
  const [head = '', body = ''] = submit.split('\r\n\r\n');
  expect(head).toContain('Idempotency-Key: a-key');
  expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
  expect(JSON.parse(body)).toEqual({ slots: expect.any(Array) });
});

test('work counts to the process that did it, and to no other', async () => {
  const meter = new Meter(() => [{ name: 'gate', pid: process.pid }]);
  const { micros } = await meter.of(() => Promise.resolve(beBusy(200_000)));
  expect(micros.gate).toBeGreaterThan(150_000);
  expect(micros.redis).toBe(0);
});

/** Uses so much processor time. */
function beBusy(micros: number): void {
  const before = process.cpuUsage();
  while (process.cpuUsage(before).user < micros) Math.sqrt(micros);
}
