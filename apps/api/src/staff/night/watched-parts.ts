import {
  type NightCarrier,
  type NightPart,
  type NightProvider,
  nightCarrierSchema,
  nightProviderSchema,
} from '@sunbeon/core';
import { z } from 'zod';

/** Whoever does not answer within it is counted as not answering … */
const ANSWER_LIMIT_MS = 2_000;
/** … and whoever takes longer than this as slow. */
const SLOW_MS = 500;
const MAX_ANSWER_BYTES = 65_536;
const MOST_CARRIERS = 16;
const MOST_PROVIDERS = 32;

/** A part as it was found, and what it tells of the world outside. */
export interface FoundPart {
  readonly part: NightPart;
  readonly carriers: readonly NightCarrier[];
  readonly providers: readonly NightProvider[];
}

const readinessSchema = z.object({
  dependencies: z.record(z.string(), z.boolean()).catch({}),
  carriers: z
    .array(nightCarrierSchema.omit({ light: true }))
    .max(MOST_CARRIERS)
    .catch([]),
  providers: z.array(nightProviderSchema).max(MOST_PROVIDERS).catch([]),
});

/** Asks a service whether it is ready (`/readyz`); never rejects. */
export async function askPart(name: string, url: string): Promise<FoundPart> {
  const startedAt = performance.now();
  try {
    const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
    const response = await fetch(`${url.replace(/\/$/, '')}/readyz`, { signal, redirect: 'error' });
    const readiness = readinessOf(await textOf(response));
    const latencyMs = Math.round(performance.now() - startedAt);
    const missing = Object.entries(readiness.dependencies).flatMap(([needed, isThere]) => (isThere ? [] : [needed]));
    const part = response.ok ? answered(name, latencyMs) : { ...answered(name, latencyMs), ...NOT_READY, missing };
    return { part, carriers: readiness.carriers.map(withLight), providers: readiness.providers };
  } catch {
    return { part: silent(name), carriers: [], providers: [] };
  }
}

/** The same of what this process needs itself. */
export async function tryPart(name: string, check: () => Promise<unknown>): Promise<FoundPart> {
  const startedAt = performance.now();
  const limit = AbortSignal.timeout(ANSWER_LIMIT_MS);
  const late = new Promise<boolean>((resolve) => limit.addEventListener('abort', () => resolve(false), { once: true }));
  const isThere = await Promise.race([check().then(Boolean, () => false), late]);
  const part = isThere ? answered(name, Math.round(performance.now() - startedAt)) : silent(name);
  return { part, carriers: [], providers: [] };
}

const NOT_READY = { light: 'red', detail: 'not-ready' } as const;

function answered(name: string, latencyMs: number): NightPart {
  const isSlow = latencyMs > SLOW_MS;
  return { name, light: isSlow ? 'amber' : 'green', detail: isSlow ? 'slow' : 'ready', missing: [], latencyMs };
}

function silent(name: string): NightPart {
  return { name, light: 'red', detail: 'no-answer', missing: [], latencyMs: null };
}

function withLight(carrier: Omit<NightCarrier, 'light'>): NightCarrier {
  if (!carrier.available || carrier.circuit === 'open') return { ...carrier, light: 'red' };
  return { ...carrier, light: carrier.circuit === 'closed' ? 'green' : 'amber' };
}

/** Something else than a service of ours may stand there, and say anything. */
function readinessOf(text: string): z.infer<typeof readinessSchema> {
  try {
    return readinessSchema.parse(JSON.parse(text));
  } catch {
    return { dependencies: {}, carriers: [], providers: [] };
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new RangeError('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
