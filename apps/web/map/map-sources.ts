import { readFileSync } from 'node:fs';
import { drawMunicipalities } from './municipality-map.ts';

const SOURCE = `/* Made by \`pnpm generate:map\` from data/municipalities-2018.topo.json: Statistics Korea, SGIS, KOGL type 1. */`;

/** The two files that are made from the census map, by name: the names, which are small, and the outlines. */
export function mapSources(): Readonly<Record<'municipalities.ts' | 'outlines.ts', string>> {
  const text = readFileSync(new URL('../../../data/municipalities-2018.topo.json', import.meta.url), 'utf8');
  const { width, height, municipalities } = drawMunicipalities(JSON.parse(text));
  const rows = municipalities.map(({ code, name, english, x, y }) =>
    JSON.stringify([code, name, englishText(english), x, y]),
  );
  const outlines = municipalities.map(({ code, path }) => JSON.stringify([code, path]));
  return {
    'municipalities.ts': `${SOURCE}
export const municipalityRows: readonly (readonly [code: string, name: string, english: string, x: number, y: number])[] = [
${rows.join(',\n')},
];
`,
    'outlines.ts': `${SOURCE}
export const width = ${width};
export const height = ${height};
export const outlines: readonly (readonly [code: string, path: string])[] = [
${outlines.join(',\n')},
];
`,
  };
}

/** The census map writes some names as one word: `Suwonsijangangu` becomes `Jangan-gu, Suwon-si`, `Jinhaegu` `Jinhae-gu`. */
function englishText(written: string): string {
  if (written.includes('-')) return written;
  const [, city, district = '', kind] = /^(?:([A-Z][a-z]*?)si(?=.*gu$))?(.+?)(gun|gu|si)?$/.exec(written) ?? [];
  const name = `${district.slice(0, 1).toUpperCase()}${district.slice(1)}${kind === undefined ? '' : `-${kind}`}`;
  return city === undefined ? name : `${name}, ${city}-si`;
}
