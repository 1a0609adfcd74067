import { isProblemCode } from '@sunbeon/core';
import { z } from 'zod';
import type { TestGate } from '../a-gate.ts';
import { say } from '../wire.ts';

/** Something that is tried over HTTP, and what it gets. */
export interface Attempt {
  readonly attempt: string;
  readonly gets: string;
  readonly run: (gate: TestGate) => Promise<string>;
}

const problemSchema = z.object({ code: z.string() });

/** What bytes were answered: each status, with the code of a problem; "nothing" when the connection only ended. */
export async function answersTo(gate: TestGate, bytes: string): Promise<string> {
  const answers = await say(gate, bytes);
  const told = answers.map(({ status, body }) => (status === 0 ? 'nothing' : `${status}${codeIn(body)}`));
  const different = [...new Set(told)];
  return different.map((one) => countOf(told, one)).join(', then ');
}

function countOf(told: readonly string[], one: string): string {
  const count = told.filter((other) => other === one).length;
  return count === 1 ? one : `${count} × ${one}`;
}

function codeIn(body: string): string {
  try {
    const { code } = problemSchema.parse(JSON.parse(body));
    return isProblemCode(code) ? ` ${code}` : ' of no code we have';
  } catch {
    return '';
  }
}
