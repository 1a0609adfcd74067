import { expect, test } from '@jest/globals';
import { type PreviewMoment, previewScene, type StaffWindowView, staffWindowViewSchema } from '@sunbeon/core';
import { situationOf } from '../src/preview/situation-of.ts';
import { screenOf } from '../src/waiting/screen.ts';
import { viewOf } from '../src/waiting/view.ts';
import { wordsIn } from '../src/waiting/words.ts';

const OPENS_AT_MS = Date.parse('2031-08-09T11:00:00.000Z');
const MINUTE_MS = 60_000;

const window: StaffWindowView = staffWindowViewSchema.parse({
  id: 'flu',
  campaignId: 'flu',
  title: '독감',
  cohort: { birthFrom: '1972-01-01', birthTo: '2003-09-30', lastDigit: 9 },
  requiresRoll: false,
  expectedPeople: null,
  secondDoseAfterDays: null,
  state: 'draft',
  policy: 'fifo',
  opensAt: '2031-08-09T11:00:00.000Z',
  closesAt: '2031-08-10T09:00:00.000Z',
  lobbyOpensAt: null,
  maxActive: 500,
  agentSeats: 20,
  maxPerSecond: 20,
  admissionSeconds: 600,
  version: 1,
});

function viewAt(minutes: number, given: Partial<PreviewMoment>, of = window) {
  const atMs = OPENS_AT_MS + minutes * MINUTE_MS;
  const moment = { atMs, turn: 'as-planned', visitor: 'verified', ahead: 12_408, remaining: 41_200, ...given } as const;
  return viewOf(situationOf(previewScene(of, 'waiting', moment)));
}

test.each<[string, string, number, Partial<PreviewMoment>]>([
  ['before the opening', 'not-open', -5, {}],
  ['at the opening, for whoever was not verified', 'verify', 0, { visitor: 'stranger' }],
  ['at the opening, for whoever was', 'joining', 0, {}],
  ['in line', 'waiting', 6, { visitor: 'in-line' }],
  ['in line while nobody is called', 'paused', 6, { visitor: 'in-line', turn: 'paused' }],
  ['once nothing is left', 'exhausted', 6, { visitor: 'in-line', turn: 'exhausted' }],
  ['when one is called', 'called', 6, { visitor: 'called' }],
  ['closed early', 'closed', 6, { visitor: 'in-line', turn: 'closed' }],
  ['after the closing', 'closed', 1_320, {}],
])('a preview %s shows what the waiting page would: %s', (_when, kind, minutes, given) => {
  expect(viewAt(minutes, given).kind).toBe(kind);
});

test('a preview of a lobby shows who is in it', () => {
  const draw = { ...window, policy: 'draw', lobbyOpensAt: '2031-08-09T10:00:00.000Z' } as const;
  expect(viewAt(-5, { visitor: 'in-line' }, draw)).toMatchObject({ kind: 'lobby', entered: true, ready: 'ready' });
});

test('a preview says the numbers it was given, in the words of the page', () => {
  const { figure, facts } = screenOf(viewAt(6, { visitor: 'in-line' }), wordsIn('ko'), window.cohort);
  expect([figure?.value, figure?.unit]).toEqual(['12,408', '명']);
  expect(facts).toEqual([
    ['대기 번호', '31,077'],
    ['예상 시각', expect.stringContaining('오후 8:')],
    ['남은 수량', '41,200 · 방금'],
  ]);
});
