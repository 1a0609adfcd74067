import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';

const SUFFIX = '.cpuprofile';
/** V8's own lines of a profile that are no work. */
const NO_WORK = new Set(['(idle)', '(root)']);

const profileSchema = z.object({
  nodes: z.array(z.object({ id: z.int(), callFrame: z.object({ functionName: z.string(), url: z.string() }) })),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});

/** Where the processor time of a process went. */
export interface ProfileShares {
  readonly process: string;
  /** Seconds in which it did anything. */
  readonly busySeconds: number;
  /** Shares of that, the largest first: a package, a module of Node, a folder of ours, or what V8 itself did. */
  readonly shares: readonly (readonly [place: string, share: number])[];
}

/** Reads every CPU profile of a folder: whose code was running, by the time of each sample. */
export async function readProfiles(folder: string): Promise<ProfileShares[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(SUFFIX)).toSorted();
  return Promise.all(files.map((file) => sharesOf(basename(file, SUFFIX), join(folder, file))));
}

async function sharesOf(process: string, file: string): Promise<ProfileShares> {
  const { nodes, samples, timeDeltas } = profileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame.url, callFrame.functionName)]));
  const micros = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const place = places.get(id) ?? '(unknown)';
    if (!NO_WORK.has(place)) micros.set(place, (micros.get(place) ?? 0) + Math.max(0, timeDeltas[index] ?? 0));
  }
  const busy = [...micros.values()].reduce((sum, each) => sum + each, 0);
  const shares = [...micros].map(([place, each]) => [place, each / busy] as const).toSorted(([, a], [, b]) => b - a);
  return { process, busySeconds: busy / 1_000_000, shares };
}

const PACKAGE = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const OURS = /\/((?:apps|packages)\/[^/]+)\/(?:dist|src)\/(?:([^/]+)\/)?/;

/** A module of Node bears its name; what has no address is V8's own, or a function of the system. */
function placeOf(url: string, functionName: string): string {
  if (url.startsWith('node:')) return url.replace(/^node:internal\//, 'node:').replace(/^(node:[^/]+).*/, '$1');
  const named = PACKAGE.exec(url)?.[1];
  if (named !== undefined) return named;
  const [, folder, part] = OURS.exec(url) ?? [];
  if (folder !== undefined) return part === undefined ? folder : `${folder}/${part}`;
  return functionName === '' ? '(native)' : functionName;
}

/** The shares as lines to read, the largest `most` of each process. */
export function profileLines(profiles: readonly ProfileShares[], most: number): string {
  return profiles
    .map(({ process, busySeconds, shares }) => {
      const named = shares.slice(0, most).map(([place, share]) => `${place} ${(100 * share).toFixed(0)} %`);
      return `  ${process} (${busySeconds.toFixed(1)} s): ${named.join(', ')}`;
    })
    .join('\n');
}
