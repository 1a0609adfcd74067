import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const PACKABLE = /\.(html|js|css|svg|json)$/;

/** Lays packed copies (`.br`, `.gz`) beside every file of a folder that packs well, so that no service packs one while people wait. */
export function packFiles(folder: string): void {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!PACKABLE.test(file)) continue;
    const content = readFileSync(join(folder, file));
    writeFileSync(join(folder, `${file}.gz`), gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
    writeFileSync(join(folder, `${file}.br`), brotliCompressSync(content));
  }
}
