import { MAX_IMPORT_BYTES } from '@sunbeon/core';
import type { Chosen } from './file-form.tsx';

interface WhyWords {
  readonly needFile: string;
  readonly needTarget: string;
  readonly tooLarge: string;
}

/** Why what was chosen cannot be read yet; `null` when it can. */
export function whyNot({ kind, target, file }: Chosen, words: WhyWords): string | null {
  if (kind !== 'sites' && target === '') return words.needTarget;
  if (file === null) return words.needFile;
  return file.size > MAX_IMPORT_BYTES ? words.tooLarge : null;
}
