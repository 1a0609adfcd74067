import { as, ask, putOnRoll, textsOf } from '../a-family.ts';
import { type Attempt, aCodeFor, asking, entering, idIn, inAWord, inOrder, repeated } from './an-attempt.ts';

/** What delegates try, and what is tried in their name. */
export const delegateAttempts: readonly Attempt[] = [
  {
    attempt: 'one delegate asks for fifty parents',
    gets: '4 × 201, 46 × 409 too-many-beneficiaries',
    run: async (at, { child }) => repeated(50, async () => asking(at, child, await at.person(), { way: 'agent' })),
  },
  {
    attempt: 'a delegate names another phone for a parent on the roll',
    gets: '201; texts: none',
    run: async (at, { child, parent, stranger }) => {
      const { status, body } = await as(at, child)('POST', '/v1/consents', {
        ...bodyFor(parent),
        phone: stranger.phone,
      });
      const texts = await textsOf(at, idIn(body));
      return `${status}; texts: ${texts.map(({ phone }) => phone).join(', ') || 'none'}`;
    },
  },
  {
    attempt: 'a delegate sends `state`, `beneficiaryKey`, `delegateKey` or `personKey` along',
    gets: '4 × 400 invalid-request',
    run: async (at, { child, parent, stranger }) =>
      inOrder(
        ['state', 'beneficiaryKey', 'delegateKey', 'personKey'].map(
          (field) => async () => asking(at, child, parent, { [field]: stranger.personKey }),
        ),
      ),
  },
  {
    attempt: 'a delegate names themself',
    gets: '409 consent-self',
    run: async (at, { child }) => asking(at, child, child),
  },
  {
    attempt: 'a delegate enters a right code for themself under another name of theirs',
    gets: '409 consent-self',
    run: async (at, { child }) => {
      const other = { ...child, name: '다른이름' };
      await putOnRoll(at, other);
      const { id, code } = await aCodeFor(at, child, other);
      return entering(at, child, id, code);
    },
  },
  {
    attempt: 'two act for each other',
    gets: '200, then 409 consent-circular',
    run: async (at, { child, parent }) => {
      await putOnRoll(at, child);
      const there = await aCodeFor(at, child, parent);
      const first = await entering(at, child, there.id, there.code);
      const back = await aCodeFor(at, parent, child);
      return `${first}, then ${await entering(at, parent, back.id, back.code)}`;
    },
  },
  {
    attempt: 'a delegate gives the consent themself, or refuses in the parent’s name',
    gets: '2 × 404 consent-unknown',
    run: async (at, { child, parent }) => {
      const { id } = await ask(at, child, parent, { way: 'verification' });
      return inOrder(
        ['give', 'refuse'].map(
          (step) => async () => inAWord(await as(at, child)('POST', `/v1/consents/${id}/${step}`)),
        ),
      );
    },
  },
  {
    attempt: 'the consent is withdrawn between two steps of a delegate',
    gets: '200; at the edge: ended',
    run: async (at, { child, parent }) => {
      const { id, code } = await aCodeFor(at, child, parent);
      await entering(at, child, id, code);
      const { status } = await as(at, parent)('DELETE', `/v1/consents/${id}`);
      const known = await at.consents.find(id);
      return `${status}; at the edge: ${typeof known === 'string' ? known : 'in force'}`;
    },
  },
];

function bodyFor({ name, birthDate }: { readonly name: string; readonly birthDate: string }) {
  return { name, birthDate, relation: 'child', way: 'code' };
}
