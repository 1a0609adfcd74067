import { expect, test } from '@jest/globals';
import {
  civilDateOf,
  eligibilityOf,
  type PreviewMoment,
  previewScene,
  previewSceneSchema,
  type StaffWindowView,
  staffWindowViewSchema,
} from '../src/index.ts';

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
  policy: 'draw',
  opensAt: '2031-08-09T11:00:00.000Z',
  closesAt: '2031-08-10T09:00:00.000Z',
  lobbyOpensAt: '2031-08-09T10:00:00.000Z',
  maxActive: 500,
  agentSeats: 20,
  maxPerSecond: 200,
  admissionSeconds: 600,
  version: 1,
});

test.each<[string, number, Partial<PreviewMoment>, string, string | null]>([
  ['the day before', -1_440, { visitor: 'in-line' }, 'scheduled', null],
  ['in the lobby', -30, { visitor: 'in-line' }, 'lobby', 'lobby 0'],
  ['a minute after the opening', 1, { visitor: 'in-line' }, 'open', 'waiting 31077'],
  ['when one is called', 1, { visitor: 'called' }, 'open', 'waiting 18668'],
  ['while nobody is called', 1, { visitor: 'in-line', turn: 'paused' }, 'paused', 'waiting 31077'],
  ['once nothing is left', 1, { visitor: 'in-line', turn: 'exhausted' }, 'exhausted', 'waiting 31077'],
  ['for whoever only looks', 1, { visitor: 'verified' }, 'open', null],
  ['after the closing', 1_320, { visitor: 'stranger' }, 'closed', null],
])('%s, the scene is one the citizens’ pages understand', (_when, minutes, given, state, place) => {
  const moment = {
    atMs: OPENS_AT_MS + minutes * MINUTE_MS,
    turn: 'as-planned',
    ahead: 12_408,
    remaining: 41_200,
  } as const;
  const scene = previewScene(window, 'waiting', { ...moment, visitor: 'verified', ...given });
  expect(previewSceneSchema.parse(scene)).toEqual(scene);
  expect([scene.window.state, scene.status.state]).toEqual([state, state]);
  expect(scene.place === null ? null : `${scene.place.state} ${scene.place.number}`).toBe(place);
});

test('whoever was verified in a preview is somebody the window is for', () => {
  const moment = { atMs: OPENS_AT_MS, turn: 'as-planned', ahead: 1, remaining: null, visitor: 'verified' } as const;
  const { born } = previewScene(window, 'list', moment);
  expect(born).toBe('1972-01-09');
  expect(eligibilityOf(window.cohort, civilDateOf(born ?? '')).eligible).toBe(true);
  expect(previewScene(window, 'list', { ...moment, visitor: 'stranger' }).born).toBeNull();
});
