import { z } from 'zod';
import { anotherCode, as, ask, codeSent } from '../a-family.ts';
import type { TestApi, TestPerson } from '../an-api.ts';
import { type Attempt, asking, entering, inAWord, inOrder, repeated } from './an-attempt.ts';

/** Everything of a view that is not about that one request or was not typed by the delegate. */
async function shownFor(at: TestApi, child: TestPerson, named: TestPerson): Promise<string> {
  const { id, reference, otherName, otherBirthDate, askedAt, expiresAt, code, ...rest } = await ask(at, child, named);
  const own = [id, reference, otherName, otherBirthDate, askedAt, expiresAt, code?.expiresAt].map(
    (field) => typeof field,
  );
  return JSON.stringify({ ...rest, own, attemptsLeft: code?.attemptsLeft });
}

const messagesSchema = z.object({ messages: z.array(z.unknown()) });
const listsSchema = z.object({ asDelegate: z.array(z.unknown()), asBeneficiary: z.array(z.unknown()) });

/** Who is on the roll, who asks whom, and how to get at it. */
export const otherPeoplesDataAttempts: readonly Attempt[] = [
  {
    attempt: 'whether somebody is on the roll: the answer to a request',
    gets: 'the same but for its own ids and times',
    run: async (at, { child, parent, stranger }) =>
      (await shownFor(at, child, parent)) === (await shownFor(at, child, stranger))
        ? 'the same but for its own ids and times'
        : 'different',
  },
  {
    attempt: 'whether somebody is on the roll: guesses at a code that was sent, and at one that was not',
    gets: 'on: 5 × 403 code-wrong, 1 × 409 code-expired; off: 5 × 403 code-wrong, 1 × 409 code-expired',
    run: async (at, { child, parent, stranger }) => {
      const guessed = async (named: TestPerson) => {
        const { id } = await ask(at, child, named);
        const code = anotherCode(await codeSent(at, id));
        return repeated(6, async () => entering(at, child, id, code));
      };
      return `on: ${await guessed(parent)}; off: ${await guessed(stranger)}`;
    },
  },
  {
    attempt: 'whether somebody is on the roll: how soon the limit of a phone is reached',
    gets: 'on: 5 × 201, 2 × 429 code-limit; off: 5 × 201, 2 × 429 code-limit',
    run: async (at, { parent, stranger }) => {
      const bombed = async (named: TestPerson) => repeated(7, async () => asking(at, await at.person(), named));
      return `on: ${await bombed(parent)}; off: ${await bombed(stranger)}`;
    },
  },
  {
    attempt: 'whether somebody is on the roll: one’s own messages in “my data”',
    gets: 'on: 0, off: 0',
    run: async (at, { child, parent, stranger }) => {
      const told = async (named: TestPerson) => {
        await ask(at, child, named);
        const { body } = await as(at, child)('GET', '/v1/me/data');
        return messagesSchema.parse(body).messages.length;
      };
      return `on: ${await told(parent)}, off: ${await told(stranger)}`;
    },
  },
  {
    attempt: 'a stranger lists, gives, refuses, ends somebody’s consent by its id',
    gets: '0 listed, 3 × 404 consent-unknown',
    run: async (at, { child, parent, stranger }) => {
      const { id } = await ask(at, child, parent);
      const call = as(at, stranger);
      const { asDelegate, asBeneficiary } = listsSchema.parse((await call('GET', '/v1/consents')).body);
      const answers = await inOrder([
        async () => inAWord(await call('POST', `/v1/consents/${id}/give`)),
        async () => inAWord(await call('POST', `/v1/consents/${id}/refuse`)),
        async () => inAWord(await call('DELETE', `/v1/consents/${id}`)),
      ]);
      return `${asDelegate.length + asBeneficiary.length} listed, ${answers}`;
    },
  },
  {
    attempt: 'a stranger has heard the reference',
    gets: '404 consent-unknown',
    run: async (at, { child, parent, stranger }) => {
      const { reference } = await ask(at, child, parent);
      return inAWord(await as(at, stranger)('POST', '/v1/consents/find', { reference }));
    },
  },
  {
    attempt: 'sequential ids, SQL, NUL and 4,000 characters in place of an id or a reference',
    gets: '4 × 404 consent-unknown, 1 × 400 invalid-request',
    run: async (at, { child }) => {
      const call = as(at, child);
      const ids = ['1', '00000000-0000-0000-0000-000000000001', `x' OR '1'='1`];
      const references = ['a\u0000b', 'A'.repeat(4_000)];
      return inOrder([
        ...ids.map((id) => async () => inAWord(await call('DELETE', `/v1/consents/${encodeURIComponent(id)}`))),
        ...references.map((reference) => async () => inAWord(await call('POST', '/v1/consents/find', { reference }))),
      ]);
    },
  },
];
