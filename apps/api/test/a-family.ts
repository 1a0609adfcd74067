import type { ConsentView } from '@sunbeon/core';
import { matchText } from '@sunbeon/core';
import { blindIndexOf, Keyring, openContact, openFacts, parseSecret, sealRollEntry } from '@sunbeon/crypto';
import { z } from 'zod';
import type { TestApi, TestPerson } from './an-api.ts';

const ROLL = 'family-roll';

/** Puts people on the roll of a campaign, as an import does. */
export async function putOnRoll(at: TestApi, ...people: readonly TestPerson[]): Promise<void> {
  const secret = parseSecret(at.personSecret);
  const keys = Keyring.parse(at.sealingKeys);
  for (const [line, { personKey, name, birthDate, phone }] of people.entries()) {
    await at.store.prisma.rollEntry.create({
      data: {
        campaignId: ROLL,
        personKey,
        matchIndex: blindIndexOf(secret, matchText(name, birthDate), 'roll'),
        phoneIndex: blindIndexOf(secret, phone),
        sealedEntry: await sealRollEntry(keys, { name, birthDate, phone }, personKey),
        importId: 'import',
        line,
      },
    });
  }
}

/** Calls the citizens' door as somebody. */
export const as =
  (at: TestApi, { session }: Pick<TestPerson, 'session'>, network = 'n'.repeat(22)) =>
  async (method: string, path: string, body?: unknown) =>
    at.citizen(path, { authorization: `Bearer ${session}`, 'x-client-network': network }, method, body);

/** What a child types to ask a parent. */
export function naming(parent: TestPerson, overrides: Readonly<Record<string, unknown>> = {}) {
  const { name, birthDate, phone } = parent;
  return { name, birthDate, phone, relation: 'child', way: 'code', ...overrides };
}

/** Asks for a consent, and returns what the child is shown. */
export async function ask(
  at: TestApi,
  child: TestPerson,
  parent: TestPerson,
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<ConsentView> {
  const { status, body } = await as(at, child)('POST', '/v1/consents', naming(parent, overrides));
  if (status !== 201) throw new Error(`asking was answered ${status} ${codeIn(body)}`);
  return viewOf(body);
}

/** A text that waits to be sent, as its reader would get it: to which phone, about whom, with which code. */
export async function textsOf(at: TestApi, consentId: string) {
  const keys = Keyring.parse(at.sealingKeys);
  const messages = await at.store.prisma.message.findMany({
    where: { consentId, state: 'queued' },
    orderBy: { id: 'asc' },
  });
  return Promise.all(
    messages.map(async ({ kind, personKey, sealedContact, sealedFacts }) => {
      const { phone } = await openContact(keys, sealedContact, personKey ?? '');
      const { name, code } = await openFacts(keys, sealedFacts ?? '', personKey ?? '');
      return { kind, phone, name, code: code ?? null };
    }),
  );
}

/** The code that was sent for a consent; `null` when none was. */
export async function codeSent(at: TestApi, consentId: string): Promise<string | null> {
  return (await textsOf(at, consentId)).find(({ code }) => code !== null)?.code ?? null;
}

/** A code that is not the one given. */
export function anotherCode(code: string | null): string {
  return code === '000000' ? '111111' : '000000';
}

/** The problem code in an answer; `null` when it is none. */
export function codeIn(body: unknown): string | null {
  return z.object({ code: z.string() }).safeParse(body).data?.code ?? null;
}

/** The consent in an answer. */
function viewOf(body: unknown): ConsentView {
  return viewSchema.parse(body);
}

const viewSchema = z.custom<ConsentView>(
  (value) => z.object({ id: z.uuid(), reference: z.string() }).safeParse(value).success,
);
