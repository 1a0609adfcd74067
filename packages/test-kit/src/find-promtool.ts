import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { unpackDebianPackages } from '@sunbeon/embedded';

const PACKAGE = 'prometheus';

/**
 * Prometheus' own checker of rules: the one on PATH, else Debian's, unpacked into a cache folder of this user. Rejects with
 * one line that says how to install it.
 */
export async function findPromtool(cacheDir = join(homedir(), '.cache', 'sunbeon')): Promise<string> {
  const folder = join(cacheDir, PACKAGE);
  const unpacked = join(folder, 'usr', 'bin', 'promtool');
  const places = [...(process.env['PATH'] ?? '').split(delimiter).map((path) => join(path, 'promtool')), unpacked];
  const found = await firstOf(places);
  if (found !== null) return found;
  await unpackDebianPackages([PACKAGE], folder).catch(() => {
    // Said below, in one line.
  });
  const fetched = await firstOf([unpacked]);
  if (fetched !== null) return fetched;
  throw new Error(`the rules of alerts are checked by promtool and none could be fetched: apt-get install ${PACKAGE}`);
}

async function firstOf(places: readonly string[]): Promise<string | null> {
  for (const place of places) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return place;
  }
  return null;
}
