import type { Words } from './markup.ts';

const SECOND_MS = 1_000;
const MIB = 2 ** 20;

export function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** The same in both languages. */
export function same(text: string): Words {
  return { ko: text, en: text };
}

export function people(value: number): Words {
  return { ko: `${count(value)}명`, en: count(value) };
}

/** A duration given in milliseconds. */
export function duration(ms: number): Words {
  if (ms >= SECOND_MS) return seconds(ms / SECOND_MS);
  return same(`${ms < 10 && !Number.isInteger(ms) ? ms.toFixed(1) : Math.round(ms)} ms`);
}

export function seconds(value: number): Words {
  const digits = value < 10 ? value.toFixed(2) : value.toFixed(1);
  const text = digits.replace(/\.?0+$/, '');
  return { ko: `${text}초`, en: `${text} s` };
}

export function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`;
}

export function mebibytes(bytes: number): string {
  const size = bytes / MIB;
  return `${size < 10 ? size.toFixed(1) : count(size)} MiB`;
}
