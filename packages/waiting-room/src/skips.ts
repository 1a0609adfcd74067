import type { Skip } from '@sunbeon/core';

/** The skips as the line keeps them: `above-upTo,above-upTo`. */
export function skipsOf(text: string): readonly Skip[] {
  if (text === '') return [];
  return text.split(',').map((skip) => {
    const [above = 0, upTo = 0] = skip.split('-').map(Number);
    return [above, upTo];
  });
}

/** The same written out. */
export function skipsText(skips: readonly Skip[]): string {
  return skips.map(([above, upTo]) => `${above}-${upTo}`).join(',');
}
