import { anotherCode, as, ask, codeSent, naming, putOnRoll, textsOf } from '../a-family.ts';
import { type Attempt, aCodeFor, asking, entering, idIn, inAWord, inOrder, repeated } from './an-attempt.ts';

const NO_MOBILES_HERE = [
  '+81 90 1234 5678',
  '+1 900 123 4567',
  '+882 16 1234567',
  '1339',
  '060-700-1234',
  '02-123-4567',
  '1588-1234',
  '00700 81 90 1234 5678',
];

/** What is tried with texts and codes. */
export const codeAttempts: readonly Attempt[] = [
  {
    attempt: 'codes to foreign, premium, short, landline and service numbers',
    gets: '8 × 400 invalid-request',
    run: async (at, { child, parent }) =>
      inOrder(NO_MOBILES_HERE.map((phone) => async () => asking(at, child, parent, { phone }))),
  },
  {
    attempt: 'a phone with a line feed, or 4,000 characters, and a name with one',
    gets: '3 × 400 invalid-request',
    run: async (at, { child, parent }) =>
      inOrder(
        [{ phone: '010-1234-5678\r\n+819012345678' }, { phone: '0'.repeat(4_000) }, { name: '김\n영수' }].map(
          (fields) => async () => asking(at, child, parent, fields),
        ),
      ),
  },
  {
    attempt: 'twelve delegates, one after the other, bomb one phone',
    gets: '5 × 201, 7 × 429 code-limit',
    run: async (at, { parent }) => repeated(12, async () => asking(at, await at.person(), parent)),
  },
  {
    attempt: 'one delegate asks for fifteen codes, withdrawing each time',
    gets: '10 × 201, 5 × 429 code-limit',
    run: async (at, { child }) =>
      repeated(15, async () => {
        const answer = await as(at, child)('POST', '/v1/consents', naming(await at.person()));
        if (answer.status === 201) await as(at, child)('DELETE', `/v1/consents/${idIn(answer.body)}`);
        return inAWord(answer);
      }),
  },
  {
    attempt: 'a code is asked for again at once',
    gets: '429 code-limit',
    run: async (at, { child, parent }) => {
      const { id } = await ask(at, child, parent);
      return inAWord(await as(at, child)('POST', `/v1/consents/${id}/code`));
    },
  },
  {
    attempt: 'eight guesses at a code, then the right one',
    gets: '5 × 403 code-wrong, 3 × 409 code-expired; then 409 code-expired',
    run: async (at, { child, parent }) => {
      const { id, code } = await aCodeFor(at, child, parent);
      const guesses = await repeated(8, async () => entering(at, child, id, anotherCode(code)));
      return `${guesses}; then ${await entering(at, child, id, code)}`;
    },
  },
  {
    attempt: 'a used code is used again',
    gets: '200, then 409 consent-settled',
    run: async (at, { child, parent }) => {
      const { id, code } = await aCodeFor(at, child, parent);
      return `${await entering(at, child, id, code)}, then ${await entering(at, child, id, code)}`;
    },
  },
  {
    attempt: 'a code is entered in another session of the same delegate',
    gets: '409 code-expired',
    run: async (at, { child, parent }) => {
      const { id, code } = await aCodeFor(at, child, parent);
      return entering(at, await at.person(child), id, code);
    },
  },
  {
    attempt: 'a code is entered by somebody else',
    gets: '404 consent-unknown',
    run: async (at, { child, parent, stranger }) => {
      const { id, code } = await aCodeFor(at, child, parent);
      return entering(at, stranger, id, code);
    },
  },
  {
    attempt: 'a code of one request is entered for another',
    gets: '403 code-wrong',
    run: async (at, { child, parent }) => {
      const other = await at.person();
      await putOnRoll(at, other);
      const { code } = await aCodeFor(at, child, parent);
      const { id } = await ask(at, child, other);
      return entering(at, child, id, code === (await codeSent(at, id)) ? anotherCode(code) : code);
    },
  },
  {
    attempt: 'a code older than five minutes is entered',
    gets: '409 code-expired',
    run: async (at, { child, parent }) => {
      const { id, code } = await aCodeFor(at, child, parent);
      await at.store.prisma.oneTimeCode.updateMany({ where: { consentId: id }, data: { expiresAt: new Date() } });
      return entering(at, child, id, code);
    },
  },
  {
    attempt: 'a code is sent as `1e5`, full-width digits, with a blank, as a number, as a list',
    gets: '5 × 400 invalid-request',
    run: async (at, { child, parent }) => {
      const { id } = await ask(at, child, parent);
      const codes = ['1e5', '１２３４５６', '123 456', 123_456, ['123456']];
      return inOrder(codes.map((code) => async () => entering(at, child, id, code)));
    },
  },
  {
    attempt: 'the number on the roll is somebody else’s by now, who reads the text',
    gets: 'the delegate’s name and a code; entered in their own session: 404 consent-unknown',
    run: async (at, { child, parent, stranger }) => {
      const { id, code } = await aCodeFor(at, child, parent);
      const [text] = await textsOf(at, id);
      const read = text?.name === child.name ? 'the delegate’s name and a code' : 'something else';
      return `${read}; entered in their own session: ${await entering(at, stranger, id, code)}`;
    },
  },
];
