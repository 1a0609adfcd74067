import { language } from '../text/language.ts';
import { ConsoleProblem, problemFrom } from './console-problem.ts';
import { tellSessionEnd } from './session-end.ts';

/** Longest a page waits for a file that it keeps in memory before it is saved. */
const ANSWER_LIMIT_MS = 60_000;

/**
 * Asks for a file and has the browser save it under a name.
 * @throws {ConsoleProblem} what the server said instead
 */
export async function saveFile(path: string, name: string): Promise<void> {
  const response = await fetch(path, {
    headers: { 'Accept-Language': language() },
    signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
  }).catch(() => {
    throw new ConsoleProblem('unreachable');
  });
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null);
    const problem = problemFrom(response.status, body, response.headers.get('Retry-After'));
    if (problem.code === 'staff-login-required') tellSessionEnd();
    throw problem;
  }
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
