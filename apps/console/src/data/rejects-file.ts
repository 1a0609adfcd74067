import type { Language } from '@sunbeon/core';
import type { ImportPlace } from './import-wish.ts';
import { rejectsBehind } from './imports.ts';
import { rejectWords } from './reject-words.ts';

/** All refused lines of an import as CSV: number, reason, the line that stands where it is a duplicate. Nothing they said. */
export async function rejectsFile(place: ImportPlace, id: string, language: Language): Promise<Blob> {
  const parts = ['\uFEFFline,reason,first_line,words\n'];
  for (let after = 0; ; ) {
    const rejects = await rejectsBehind(place, id, after);
    const last = rejects.at(-1);
    if (last === undefined) return new Blob(parts, { type: 'text/csv' });
    parts.push(
      rejects
        .map(
          ({ line, reason, firstLine = '' }) => `${line},${reason},${firstLine},"${rejectWords[language][reason]}"\n`,
        )
        .join(''),
    );
    after = last.line;
  }
}
