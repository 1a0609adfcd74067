import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { unpackDebianPackages } from '@sunbeon/embedded';

/** An SMSC that somebody else wrote: `smsc.pl` of Net::SMPP, for Perl. */
export interface Smsc {
  readonly script: string;
  /** Where Perl finds the module it uses. */
  readonly libraries: string;
}

const PACKAGE = 'libnet-smpp-perl';
const SCRIPT = join('usr', 'share', 'doc', PACKAGE, 'examples', 'smsc.pl');
const LIBRARIES = join('usr', 'share', 'perl5');

/**
 * The SMSC to test against: Debian's package as installed, else unpacked into a cache folder of this user. Rejects with
 * one line that says how to install it.
 */
export async function findSmsc(cacheDir = join(homedir(), '.cache', 'sunbeon')): Promise<Smsc> {
  const folder = join(cacheDir, PACKAGE);
  const found = (await smscIn('/')) ?? (await smscIn(folder));
  if (found) return found;
  await unpackDebianPackages([PACKAGE], folder).catch(() => {
    // Said below, in one line.
  });
  const fetched = await smscIn(folder);
  if (fetched) return fetched;
  throw new Error(`the SMPP test needs an SMSC and none could be fetched: apt-get install ${PACKAGE}`);
}

async function smscIn(root: string): Promise<Smsc | null> {
  const smsc = { script: join(root, SCRIPT), libraries: join(root, LIBRARIES) };
  const needed = ['/usr/bin/perl', smsc.script, join(smsc.libraries, 'Net', 'SMPP.pm')];
  return Promise.all(needed.map((path) => access(path))).then(
    () => smsc,
    () => null,
  );
}
