import type { Rolldown } from 'vite';

type Context = Parameters<Extract<Rolldown.CodeSplittingGroup['name'], (...args: never[]) => unknown>>[1];

/** The rules of core that pages go by; they reach all of core by its one door, and use no more of it. */
const LINE_RULES = /\/core\/src\/(birth-date|civil-date|cohort|eta|polling|skips)\.ts$/;
const CORE = /\/core\/src\//;

/** Names the file `chunk` for those modules that the page of `entry` loads, and none for any other. */
export function neededBy(entry: string, chunk: string): (id: string, context: Context) => string | null {
  const reaches = (id: string, context: Context, seen: Set<string>): boolean => {
    if (id.endsWith(entry)) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return context.getModuleInfo(id)?.importers.some((importer) => reaches(importer, context, seen)) ?? false;
  };
  return (id, context) => {
    const isNeeded = CORE.test(id) ? LINE_RULES.test(id) : reaches(id, context, new Set());
    return isNeeded ? chunk : null;
  };
}
