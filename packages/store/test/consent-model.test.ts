import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { endConsent, findConsent, lapseConsents, sendCode } from '../src/index.ts';
import { type Asked, ask, enter, give, refusal, textFor, WIDE } from './a-request.ts';
import { aStore, type TestStore } from './a-store.ts';
import { ConsentModel } from './consent-model.ts';

/* The life of consents in the database against the pure rules, step by step. */

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => at[Symbol.asyncDispose]());

const PEOPLE = 3;
const MOST_ASKED = 2;
const MOST = 1;

const person = fc.nat(PEOPLE - 1);
/** One of the consents there are, whichever. */
const which = fc.nat(1_000);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      person,
      named: person,
      onRoll: fc.constantFrom(true, true, false),
    }),
  },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('agree' as const), person, named: person }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('enter' as const),
      which,
      /** Wrong ones before it. */
      guesses: fc.constantFrom(0, 0, 0, 4, 5),
      isRight: fc.constantFrom(true, false),
      inSession: fc.constantFrom(true, true, true, false),
    }),
  },
  { weight: 7, arbitrary: fc.record({ kind: fc.constant('give' as const), which, person }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      which,
      person,
      ending: fc.constantFrom('withdrawn' as const, 'refused' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('send' as const), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('expire' as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lapse' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

let scenes = 0;

/** People of their own, a model of them, and what was asked, in the order of the model's. */
class Scene {
  readonly model = new ConsentModel(MOST_ASKED, MOST);
  readonly asked: Asked[] = [];
  readonly #serial = (scenes += 1);

  keyOf(who: number): string {
    return `${this.#serial}-${who}`.padStart(22, 'p');
  }

  /** Takes one step in both; returns how each answered. */
  async take(taken: Step): Promise<{ really: string | null; byTheRules: string | null }> {
    if (taken.kind === 'lapse') {
      this.model.lapse();
      await lapseConsents(at.store, 1_000);
      return { really: null, byTheRules: null };
    }
    if (taken.kind === 'ask') return this.#ask(taken);
    if (taken.kind === 'agree') return this.#agree(taken);
    const { consents } = this.model;
    const index = taken.which % Math.max(1, consents.length);
    const [consent, asked] = [consents[index], this.asked[index]];
    if (consent === undefined || asked === undefined) return { really: null, byTheRules: null };
    switch (taken.kind) {
      case 'enter': {
        const session = taken.inSession ? asked : { ...asked, sessionId: 'another' };
        for (let guess = 0; guess < taken.guesses; guess += 1) {
          this.model.enter(consent, false, taken.inSession);
          await refusal(enter(at.store, session, '000000', MOST));
        }
        const byTheRules = this.model.enter(consent, taken.isRight, taken.inSession);
        const code = taken.isRight ? undefined : '000000';
        return { byTheRules, really: await refusal(enter(at.store, session, code, MOST)) };
      }
      case 'give': {
        const giver = { ...asked, beneficiaryKey: this.keyOf(taken.person) };
        const byTheRules = this.model.give(consent, taken.person);
        return { byTheRules, really: await refusal(give(at.store, giver, { beneficiaries: MOST })) };
      }
      case 'end': {
        const key = this.keyOf(taken.person);
        const side = { personKey: key, matchIndex: `match ${key}`, phoneIndex: `phone ${key}` };
        const byTheRules = this.model.end(consent, taken.person, taken.ending);
        const actor = { kind: 'citizen', id: 'citizen' } as const;
        return {
          byTheRules,
          really: await refusal(endConsent(at.store, { consentId: asked.id, side, ending: taken.ending, actor })),
        };
      }
      case 'send':
        return { byTheRules: this.model.sendCode(consent), really: await this.#send(asked, consent.onRoll) };
      case 'expire':
        this.model.expire(consent);
        await at.sql(
          `UPDATE consent SET expires_at = now() - interval '1 second' WHERE id = $1 AND state IN ('requested', 'given')`,
          [asked.id],
        );
        return { really: null, byTheRules: null };
      default:
        return taken satisfies never;
    }
  }

  async #ask({ person: delegate, named, onRoll }: Extract<Step, { kind: 'ask' }>) {
    const byTheRules = this.model.ask(delegate, named, onRoll);
    const wish = { delegateKey: this.keyOf(delegate), beneficiaryKey: this.keyOf(named), onRoll };
    const really = await refusal(
      ask(at.store, { ...wish, limits: { ...WIDE, beneficiaries: MOST_ASKED } }).then((asked) =>
        this.asked.push(asked),
      ),
    );
    return { byTheRules, really };
  }

  /** Asks and is given at once. */
  async #agree({ person: delegate, named }: Extract<Step, { kind: 'agree' }>) {
    const asked = await this.#ask({ kind: 'ask', person: delegate, named, onRoll: true });
    const [consent, request] = [this.model.consents.at(-1), this.asked.at(-1)];
    if (asked.byTheRules !== null || consent === undefined || request === undefined) return asked;
    return {
      byTheRules: this.model.enter(consent, true, true),
      really: await refusal(enter(at.store, request, undefined, MOST)),
    };
  }

  async #send(
    { id: consentId, delegateKey, beneficiaryKey, sessionId }: Asked,
    onRoll: boolean,
  ): Promise<string | null> {
    await at.sql(`UPDATE one_time_code SET issued_at = issued_at - interval '61 seconds' WHERE consent_id = $1`, [
      consentId,
    ]);
    const text = textFor(beneficiaryKey, { onRoll });
    const route = { phoneIndex: `phone ${beneficiaryKey}`, network: 'network' };
    return refusal(sendCode(at.store, { consentId, delegateKey, sessionId, text, ...route }, WIDE));
  }

  /** How every consent stands, and of how many somebody was told of the beginning and not of the end, or otherwise wrongly. */
  async whatIs(): Promise<{ states: (string | undefined)[]; toldWrongly: string | undefined }> {
    const states = await Promise.all(this.asked.map(async ({ id }) => (await findConsent(at.store, id))?.state));
    const [told] = await at.sql<{ wrong: string }>(
      `SELECT count(*) AS wrong FROM consent
       CROSS JOIN LATERAL (
         SELECT count(*) FILTER (WHERE kind = 'consent-given') AS given, count(*) FILTER (WHERE kind = 'consent-ended') AS ended
         FROM message WHERE consent_id = consent.id
       ) told
       WHERE id = ANY ($1) AND NOT (
         told.given = CASE WHEN given_at IS NULL THEN 0 ELSE 2 END
         AND told.ended = CASE WHEN state = 'refused' THEN 1
           WHEN given_at IS NOT NULL AND state <> 'given' AND NOT (ended_by = 'system' AND state = 'withdrawn')
             AND NOT EXISTS (SELECT FROM audit_entry WHERE subject = 'consent:' || consent.id AND details ? 'replacedBy')
           THEN 2 ELSE 0 END
       )`,
      [this.asked.map(({ id }) => id)],
    );
    return { states, toldWrongly: told?.wrong };
  }
}

test('whatever people do in whatever order, the database answers and keeps what the rules say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
      const scene = new Scene();
      for (const taken of steps) {
        const { really, byTheRules } = await scene.take(taken);
        expect({ ...taken, answer: really }).toEqual({ ...taken, answer: byTheRules });
      }
      const states = scene.model.consents.map((consent) => scene.model.shown(consent));
      expect(await scene.whatIs()).toEqual({ states, toldWrongly: '0' });
    }),
    { numRuns: 30 },
  );
});
