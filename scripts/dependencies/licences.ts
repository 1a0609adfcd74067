import { execFileSync } from 'node:child_process';
import { z } from 'zod';

/** Licences under which anything of ours may use a package. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'Apache-2.0 AND MIT',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT and ISC',
  'MIT OR Apache-2.0',
  '(MIT AND Zlib)',
  '(MIT OR CC0-1.0)',
  'Unlicense',
]);

/** Licences that ask something of whoever passes the package on: for tools alone, which nobody passes on. */
const TOOLS_ONLY = new Set(['CC-BY-4.0', 'EPL-2.0', 'MPL-2.0']);

/** The parts people install: what is in their images. */
const SHIPPED = ['gate', 'worker', 'notifier', 'api', 'migrations', 'web', 'console'];

const listSchema = z.record(
  z.string(),
  z.array(z.object({ name: z.string(), versions: z.array(z.string()), license: z.string() })),
);
type Listed = z.infer<typeof listSchema>[string][number];

/** Everything installed for these packages of the workspace, or for all of them, with its licence. */
function installed(root: string, scope: readonly string[]): Listed[] {
  const told = execFileSync('pnpm', ['licenses', 'ls', '--json', ...scope], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return Object.values(listSchema.parse(JSON.parse(told))).flat();
}

/** The licence of every installed package, by `name@version`. */
export function licencesOf(root: string): ReadonlyMap<string, string> {
  const all = installed(root, ['-r']);
  return new Map(
    all.flatMap(({ name, versions, license }) => versions.map((version) => [`${name}@${version}`, license])),
  );
}

/** Packages whose licence does not fit where they are, one line each. */
export function licenceBreaches(root: string): string[] {
  const shipped = installed(root, ['--prod', ...SHIPPED.map((part) => `--filter=@sunbeon/${part}`)]);
  const all = installed(root, ['-r']);
  return [
    ...shipped.filter(({ license }) => !PERMISSIVE.has(license)),
    ...all.filter(({ license }) => !PERMISSIVE.has(license) && !TOOLS_ONLY.has(license)),
  ].map(({ name, license }) => `${name}: its licence, ${license}, does not fit where it is used`);
}
