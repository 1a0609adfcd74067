import { z } from 'zod';
import { as, ask, codeIn, codeSent, naming, putOnRoll } from '../a-family.ts';
import type { TestApi, TestPerson } from '../an-api.ts';

export interface Family {
  readonly child: TestPerson;
  /** On the roll. */
  readonly parent: TestPerson;
  /** Verified, and nobody's family. */
  readonly stranger: TestPerson;
}

/** Something that is tried against delegates, parents or codes, and what it gets. */
export interface Attempt {
  readonly attempt: string;
  readonly gets: string;
  readonly run: (at: TestApi, family: Family) => Promise<string>;
}

export async function aFamily(at: TestApi): Promise<Family> {
  const family = { child: await at.person(), parent: await at.person(), stranger: await at.person() };
  await putOnRoll(at, family.parent);
  return family;
}

/** What a call was answered with, in a word: `200`, or its status and problem. */
export function inAWord({ status, body }: { readonly status: number; readonly body: unknown }): string {
  const code = codeIn(body);
  return code === null ? String(status) : `${status} ${code}`;
}

/** What a child is answered who asks for a parent. */
export async function asking(
  at: TestApi,
  child: TestPerson,
  parent: TestPerson,
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  return inAWord(await as(at, child)('POST', '/v1/consents', naming(parent, overrides)));
}

/** What a child is answered who enters a code. */
export async function entering(at: TestApi, child: TestPerson, id: string, code: unknown): Promise<string> {
  return inAWord(await as(at, child)('POST', `/v1/consents/${id}/code/check`, { code }));
}

/** A request, and the code that was sent for it. */
export async function aCodeFor(at: TestApi, child: TestPerson, parent: TestPerson) {
  const { id } = await ask(at, child, parent);
  return { id, code: await codeSent(at, id) };
}

/** One call after the other; how often each answer came, in the order in which they came first. */
export async function inOrder(calls: readonly (() => Promise<string>)[]): Promise<string> {
  const counts = new Map<string, number>();
  for (const call of calls) {
    const answer = await call();
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
  }
  return Array.from(counts, ([answer, times]) => `${times} × ${answer}`).join(', ');
}

/** The same call again and again, as {@link inOrder}. */
export async function repeated(times: number, call: () => Promise<string>): Promise<string> {
  return inOrder(Array.from({ length: times }, () => call));
}

/** The id in an answer. */
export function idIn(body: unknown): string {
  return z.object({ id: z.string() }).parse(body).id;
}
