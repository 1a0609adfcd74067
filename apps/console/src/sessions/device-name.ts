const BROWSERS = [
  [/Edg\//, 'Edge'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Whale\//, 'Whale'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;

const SYSTEMS = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
] as const;

/** Longest name of a program that is shown as it calls itself. */
const MAX_NAME = 40;

/** A browser and its system as people call them, from the name it gives itself: `Chrome · Windows`; empty when it gives none. */
export function deviceName(agent: string): string {
  const named = [BROWSERS, SYSTEMS].flatMap((kinds) => kinds.find(([pattern]) => pattern.test(agent))?.[1] ?? []);
  return named.length > 0 ? named.join(' · ') : agent.slice(0, MAX_NAME);
}
