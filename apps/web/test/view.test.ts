import { expect, test } from '@jest/globals';
import { type Situation, type View, viewOf } from '../src/waiting/view.ts';
import { aSituation, aStatus, OPENS_AT_MS, person } from './situation.ts';

const BEFORE_MS = OPENS_AT_MS - 90_000;
const NOW_MS = OPENS_AT_MS + 6 * 60_000;
const scheduled = aStatus({ state: 'scheduled' });
const lobby = aStatus({ state: 'lobby' });

const table: [name: string, situation: Partial<Situation>, view: Partial<View>][] = [
  ['nothing is known yet', { status: null, nowMs: null }, { kind: 'loading' }],
  ['nothing is known and nothing answers', { status: null, nowMs: null, offline: true }, { kind: 'unreachable' }],
  ['the window does not exist', { windowUnknown: true }, { kind: 'unknown-window' }],
  [
    'before the opening, verified',
    { status: scheduled, nowMs: BEFORE_MS, place: null },
    { kind: 'not-open', opensAtMs: OPENS_AT_MS, leftMs: 90_000, ready: 'ready' },
  ],
  [
    'before the opening, not verified',
    { status: scheduled, nowMs: BEFORE_MS, place: null, identity: 'nobody' },
    { kind: 'not-open', ready: 'verify' },
  ],
  [
    'the status says open but the server clock says it is not',
    { nowMs: OPENS_AT_MS - 1, place: null },
    { kind: 'not-open', leftMs: 1 },
  ],
  ['the opening itself', { status: scheduled, nowMs: OPENS_AT_MS, place: null }, { kind: 'joining' }],
  ['open, not verified', { place: null, identity: 'nobody' }, { kind: 'verify' }],
  ['open, still asking who it is', { place: null, identity: 'asking' }, { kind: 'loading' }],
  ['open, the gate could not say who it is', { place: null, identity: 'unknown' }, { kind: 'joining' }],
  ['the lobby of a draw', { status: lobby, nowMs: BEFORE_MS, place: null }, { kind: 'lobby', entered: false }],
  [
    'in the draw',
    { status: lobby, nowMs: BEFORE_MS, place: { number: 1, state: 'lobby', mostAhead: 0 } },
    { kind: 'lobby', entered: true },
  ],
  ['waiting', {}, { kind: 'waiting', number: 31_077, ahead: 12_408, progress: 0.5, scarce: false }],
  ['waiting without a session any more', { identity: 'nobody' }, { kind: 'waiting', ahead: 12_408 }],
  ['waiting while nothing answers', { offline: true }, { kind: 'waiting', ahead: 12_408 }],
  ['one dose for each ahead and none more', { status: aStatus({ remaining: 12_408 }) }, { scarce: true }],
  ['one dose more than people ahead', { status: aStatus({ remaining: 12_409 }) }, { scarce: false }],
  ['doses not counted yet', { status: aStatus({ remaining: null }) }, { remaining: null, scarce: false }],
  ['next', { status: aStatus({ serving: 31_076 }) }, { kind: 'waiting', ahead: 0 }],
  ['called', { status: aStatus({ serving: 31_077 }) }, { kind: 'called', number: 31_077 }],
  ['called long ago', { status: aStatus({ serving: 80_000 }) }, { kind: 'called' }],
  [
    'called, and calling is paused since',
    { status: aStatus({ serving: 80_000, state: 'paused' }) },
    { kind: 'called' },
  ],
  [
    'in, with time left',
    { status: aStatus({ serving: 80_000 }), passExpiresAtMs: NOW_MS + 60_000 },
    { kind: 'admitted', leftMs: 60_000 },
  ],
  ['the pass has expired', { status: aStatus({ serving: 80_000 }), passExpiresAtMs: NOW_MS }, { kind: 'called' }],
  ['paused', { status: aStatus({ state: 'paused' }) }, { kind: 'paused', ahead: 12_408, progress: 0.5 }],
  ['exhausted with a number', { status: aStatus({ state: 'exhausted' }) }, { kind: 'exhausted', number: 31_077 }],
  ['exhausted without', { status: aStatus({ state: 'exhausted' }), place: null }, { kind: 'exhausted', number: null }],
  ['booked', { place: { number: 31_077, state: 'finished', mostAhead: 9 } }, { kind: 'finished' }],
  ['closed by staff', { status: aStatus({ state: 'closed' }) }, { kind: 'closed' }],
  ['the closing passes by the server clock', { nowMs: Date.parse('2021-07-19T15:00:00Z') }, { kind: 'closed' }],
  [
    'born a day too early',
    { place: null, identity: person('1966-12-31') },
    { kind: 'not-eligible', rule: 'born-before' },
  ],
  [
    'born a day too late',
    { place: null, identity: person('1969-01-01') },
    { kind: 'not-eligible', rule: 'born-after' },
  ],
  ['born on the first day', { place: null, identity: person('1967-01-01') }, { kind: 'joining' }],
  ['refused by the gate', { place: null, refusedBy: 'last-digit' }, { kind: 'not-eligible', rule: 'last-digit' }],
  [
    'acting for somebody of the cohort, being too young oneself',
    { place: null, identity: person('1995-01-01'), acting: true, beneficiaryBorn: person('1967-05-01').birthDate },
    { kind: 'joining' },
  ],
  [
    'acting for somebody who is not of the cohort',
    { place: null, acting: true, beneficiaryBorn: person('1950-05-01').birthDate },
    { kind: 'not-eligible', rule: 'born-before' },
  ],
  ['acting for somebody of whom this device knows nothing', { place: null, acting: true }, { kind: 'joining' }],
  ['the consent has ended', { acting: true, consentEnded: true }, { kind: 'consent-ended' }],
  [
    'not eligible is said before the opening',
    { status: scheduled, nowMs: BEFORE_MS, place: null, identity: person('1975-01-01') },
    { kind: 'not-eligible' },
  ],
];

test.each(table)('%s', (_name, overrides, expected) => {
  expect(viewOf(aSituation(overrides))).toMatchObject(expected);
});

test('the bar is measured against the most people that were ever ahead', () => {
  const place = { number: 31_077, state: 'waiting', mostAhead: 31_076 } as const;
  const view = viewOf(aSituation({ place, status: aStatus({ serving: 0 }) }));
  expect(view).toMatchObject({ kind: 'waiting', progress: 0 });
});
