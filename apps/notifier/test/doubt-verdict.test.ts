import { expect, test } from '@jest/globals';
import { type DoubtVerdict, verdictOn } from '../src/doubt-verdict.ts';

type Doubt = Parameters<typeof verdictOn>[0];

function aDoubt(doubt: Partial<Doubt> = {}): Doubt {
  return {
    id: '1',
    carrier: 'a',
    asked: 0,
    sentAgain: false,
    attempts: 1,
    lease: new Date(0),
    reference: 'r',
    ...doubt,
  };
}

const has = { verdict: 'has-it', carrierMessageId: 'c1', state: 'sent' } as const;
const silence = { verdict: 'no-answer' } as const;
const unknown = { verdict: 'unknown' } as const;

test('what the carrier has was sent, however late it says so', () => {
  expect(verdictOn(aDoubt(), has)).toEqual({ sent: has });
  expect(verdictOn(aDoubt({ asked: 7, sentAgain: true }), has)).toEqual({ sent: has });
});

test('what it does not know, twice, is safe to send again', () => {
  expect(verdictOn(aDoubt(), unknown)).toMatchObject({ unsent: 'ask', asked: 1, afterMs: 4_000 });
  expect(verdictOn(aDoubt({ asked: 1 }), unknown)).toMatchObject({ unsent: 'retry', afterMs: 0 });
});

test('without an answer it is asked eight times, further and further apart, and then the message goes once more', () => {
  const verdicts: DoubtVerdict[] = [];
  for (let asked = 0; asked < 8; asked += 1) verdicts.push(verdictOn(aDoubt({ asked }), silence));
  const waits = verdicts.slice(0, 7).map((verdict) => ('afterMs' in verdict ? verdict.afterMs : Number.NaN));
  expect(waits).toEqual([4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(verdicts.at(7)).toMatchObject({ unsent: 'send-again' });
});

test('a carrier that never tells is not asked for long; a message sent twice without knowing is left to people', () => {
  expect(verdictOn(aDoubt(), { verdict: 'never-tells' })).toMatchObject({ unsent: 'send-again' });
  expect(verdictOn(aDoubt({ sentAgain: true }), { verdict: 'never-tells' })).toMatchObject({ unsent: 'give-up' });
  expect(verdictOn(aDoubt({ sentAgain: true, asked: 7 }), silence)).toMatchObject({ unsent: 'give-up' });
});
