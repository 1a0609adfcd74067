import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const MAX_CHARACTERS = 400;
/** Lines of a crash that say nothing by themselves: frames, braces, Node's version. */
const SAYS_LITTLE = /^\s*(?:at |\}|Node\.js v|$)/;

const logLineSchema = z.object({ msg: z.string(), err: z.object({ message: z.string() }).optional() });

/** Why a service ended, in one line, from the end of its log. */
export async function lastWords(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).split('\n');
  const line = lines.findLast((text) => !SAYS_LITTLE.test(text)) ?? 'it said nothing';
  return (messageOf(line) ?? line).replaceAll(/\s+/g, ' ').slice(0, MAX_CHARACTERS);
}

function messageOf(line: string): string | null {
  try {
    const { msg, err } = logLineSchema.parse(JSON.parse(line));
    return err ? `${msg}: ${err.message}` : msg;
  } catch {
    return null;
  }
}
