import type { Caller, CallerConsent, StaffConsent } from '@sunbeon/core';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useLanguage, useWords } from '../text/words.ts';
import { useCall } from './call.ts';
import { endConsent, findConsent, giveConsent } from './calls.ts';
import { consentSentence } from './sentences.ts';
import { useAct } from './use-act.ts';
import { deskWords } from './words.ts';

interface ConsentsPartProps {
  readonly consents: readonly CallerConsent[];
  readonly caller: Caller;
}

/** Who may act for the caller, and whom they act for; and a consent given on the phone, by its reference. */
export function ConsentsPart({ consents, caller }: ConsentsPartProps) {
  const words = useWords(deskWords);
  return (
    <section aria-label={words.consents}>
      <h2>{words.consents}</h2>
      {consents.length === 0 ? <p className="soft">{words.noConsents}</p> : null}
      <ul className="truths short">
        {consents.map((consent) => (
          <ConsentItem key={consent.id} consent={consent} />
        ))}
      </ul>
      <ByReference caller={caller} consents={consents} />
    </section>
  );
}

function ConsentItem({ consent }: { readonly consent: CallerConsent }) {
  const words = useWords(deskWords);
  const language = useLanguage();
  const { reason, look } = useCall();
  const [isAsked, setIsAsked] = useState(false);
  const ending = useAct();
  const isOver = consent.endedAt !== null;
  return (
    <li>
      <p>
        <span className="numbers">{consent.reference}</span> {consentSentence(consent, language)}
      </p>
      {isAsked ? (
        <Confirm
          action={words.endConsent}
          kind="alarm"
          busy={ending.busy}
          problem={ending.problem}
          onCancel={() => setIsAsked(false)}
          onDo={() =>
            ending.run(async (signal) => {
              await endConsent(consent.id, reason, signal);
              setIsAsked(false);
              look();
            })
          }
        >
          <p>{words.endConsentEffect}</p>
          <p className="soft">{words.withReason(reason)}</p>
        </Confirm>
      ) : null}
      {isOver || isAsked ? null : (
        <Button kind="quiet" label={`${words.endConsent}: ${consent.reference}`} onPress={() => setIsAsked(true)}>
          {words.endConsent}
        </Button>
      )}
    </li>
  );
}

function ByReference({ caller, consents }: ConsentsPartProps) {
  const words = useWords(deskWords);
  const { reason } = useCall();
  const [reference, setReference] = useState('');
  const [found, setFound] = useState<StaffConsent | 'none' | null>(null);
  const [givenId, setGivenId] = useState<string | null>(null);
  const isGiven = givenId !== null && consents.every(({ id, endedAt }) => id !== givenId || endedAt === null);
  const finding = useAct();
  return (
    <form
      className="form"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        setGivenId(null);
        finding.run(async (signal) => setFound((await findConsent(reference.trim(), reason, signal)) ?? 'none'));
      }}
    >
      <Field label={words.reference}>
        {(control) => (
          <input
            {...control}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={16}
            value={reference}
            onChange={(event) => setReference(event.target.value)}
          />
        )}
      </Field>
      <ProblemNote problem={finding.problem} />
      <Button
        type="submit"
        kind="quiet"
        busy={finding.busy}
        why={reference.trim() === '' ? words.missingReference : null}
      >
        {words.findConsent}
      </Button>
      {found === 'none' ? <output className="unknown">{words.noConsentFound}</output> : null}
      {isGiven ? <output className="done">{words.given}</output> : null}
      {found === null || found === 'none' ? null : (
        <Give
          consent={found}
          caller={caller}
          onEnd={(given) => {
            setFound(null);
            setReference('');
            setGivenId(given ? found.id : null);
          }}
        />
      )}
    </form>
  );
}

interface GiveProps {
  readonly consent: StaffConsent;
  readonly caller: Caller;
  readonly onEnd: (given: boolean) => void;
}

function Give({ consent, caller, onEnd }: GiveProps) {
  const words = useWords(deskWords);
  const { reason, found, look } = useCall();
  const giving = useAct();
  const beneficiary = found.by === 'person' ? found.truth.person.maskedName : '';
  return (
    <section className="confirm" aria-label={words.give}>
      <p>{words.consentFacts(consent.delegateName, consent.namedName, consent.namedBirthDate)}</p>
      <p>{words.giveEffect(consent.delegateName, beneficiary)}</p>
      <p className="soft">{words.withReason(reason)}</p>
      <ProblemNote problem={giving.problem} />
      <div className="buttons">
        <Button
          busy={giving.busy}
          why={consent.state === 'requested' ? null : words.notRequested}
          onPress={() =>
            giving.run(async (signal) => {
              await giveConsent(consent.id, caller, reason, signal);
              onEnd(true);
              look();
            })
          }
        >
          {words.give}
        </Button>
        <Button kind="quiet" onPress={() => onEnd(false)}>
          {words.close}
        </Button>
      </div>
    </section>
  );
}
