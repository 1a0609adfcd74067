/**
 * Which rooms of the house may import which: production code may use `uses`, tests may use `testsUse` besides.
 * The gate never reaches the store (a surge must not reach the database), and no app imports an app.
 */
interface RoomRule {
  readonly uses: readonly string[];
  readonly testsUse: readonly string[];
}

const room = (uses: readonly string[], testsUse: readonly string[] = ['test-kit']): RoomRule => ({ uses, testsUse });

export const houseRules: ReadonlyMap<string, RoomRule> = new Map([
  ['core', room([], [])],
  ['crypto', room(['core'], [])],
  ['embedded', room([], [])],
  ['migrations', room([])],
  ['page-build', room([], [])],
  ['service-kit', room(['core'], [])],
  ['synthetic', room(['core', 'crypto'], [])],
  ['test-kit', room(['core', 'embedded', 'migrations', 'synthetic'], [])],
  ['waiting-room', room(['core'])],
  ['store', room(['core'])],
  ['gate', room(['core', 'crypto', 'service-kit', 'waiting-room'], ['test-kit', 'sandbox'])],
  ['worker', room(['core', 'crypto', 'service-kit', 'store', 'waiting-room'])],
  ['notifier', room(['core', 'crypto', 'service-kit', 'store'], ['test-kit', 'sandbox'])],
  ['api', room(['core', 'crypto', 'service-kit', 'store', 'waiting-room'])],
  ['sandbox', room(['core', 'crypto', 'service-kit', 'synthetic'])],
  ['web', room(['core', 'page-build'], [])],
  ['console', room(['core', 'page-build'], [])],
  ['scripts', room(['core', 'crypto', 'embedded', 'migrations', 'service-kit', 'store', 'synthetic'])],
  [
    'loadtest',
    room([
      'core',
      'crypto',
      'embedded',
      'migrations',
      'scripts',
      'service-kit',
      'synthetic',
      'test-kit',
      'waiting-room',
    ]),
  ],
  ['deploy', room([], ['api', 'gate', 'notifier', 'service-kit', 'test-kit', 'worker'])],
  ['e2e', room(['core', 'crypto', 'scripts', 'synthetic', 'test-kit'])],
]);

/** Longest a source file may be: beyond it there are two ideas in one room. */
export const MAX_FILE_LINES = 300;

/** Only these file names may read `process.env`; everything else is passed its settings. */
export const ENV_READERS = [
  /(^|\/)run-service\.ts$/,
  /(^|\/)main\.ts$/,
  /(^|\/)main\.mjs$/,
  /^scripts\//,
  /^e2e\//,
  /^loadtest\//,
  /^packages\/test-kit\//,
  /\.config\.(ts|mjs)$/,
];
