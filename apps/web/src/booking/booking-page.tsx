import type { AdmissionGrant, MunicipalityList, SlotList } from '@sunbeon/core';
import { useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react';
import { addressFor } from '../kept/acting-for.ts';
import { say } from '../text/language.ts';
import { DistrictStep } from './district-step.tsx';
import { type Draft, furthestStep, type Step, stepOf } from './draft.ts';
import { newIdempotencyKey } from './idempotency-key.ts';
import { Notice } from './notice.tsx';
import { OutcomeStep } from './outcome-step.tsx';
import { usePerson } from './person.ts';
import { ReviewStep } from './review-step.tsx';
import { StepList } from './step-list.tsx';
import { TimeLeft } from './time-left.tsx';
import { TimesStep } from './times-step.tsx';
import { type SharedDraft, useDraft } from './use-draft.ts';
import { useSecondDose } from './use-second-dose.ts';
import { useServerNow } from './use-server-now.ts';
import { useSnapshot } from './use-snapshot.ts';
import { useSubmission } from './use-submission.ts';
import { bookingWords } from './words.ts';

interface Props {
  readonly windowId: string;
  /** By which consent somebody books for another; `null`: for themselves. */
  readonly consentId: string | null;
  readonly admission: AdmissionGrant;
}

/** The way from the pass to the booking; each step has its own address, so that the way back is always safe. */
export function BookingPage({ windowId, consentId, admission }: Props) {
  const words = say(bookingWords);
  const { pass } = admission;
  const { draft, change, start } = useDraft(windowId, consentId, pass);
  const step = stepOf(useHash(), draft);
  const person = usePerson();
  const secondDoseAfterDays = useSecondDose(windowId);
  const nowMs = useServerNow(windowId);
  const expiresAtMs = Date.parse(admission.expiresAt);
  useSubmission(draft.submission, { pass, consentId }, (submission) => change({ type: 'advance', submission }));
  const main = useFocusOnStep(`${step} ${draft.submission?.phase ?? ''}`);
  useGoingOn(start, draft);
  const submit = (slots: readonly string[]) => change({ type: 'submit', key: newIdempotencyKey(), slots });
  const waitingPage = addressFor(`/windows/${windowId}`, consentId === null ? null : { consentId });
  const chooseAgain = () => {
    change({ type: 'choose-again' });
    location.hash = '#times';
  };
  const timeUp = nowMs !== null && nowMs >= expiresAtMs;
  if (start === 'asking') return <output>{words.loading}</output>;
  if (timeUp && step !== 'outcome') {
    return <Notice title={words.timeUp} text={words.timeUpNext} action={words.goInAgain} href={waitingPage} />;
  }
  return (
    <div ref={main}>
      <StepList step={step} />
      {step !== 'outcome' && nowMs !== null && <TimeLeft expiresAtMs={expiresAtMs} nowMs={nowMs} />}
      {step !== 'outcome' && start === 'continued' && <output className="continued">{words.continued}</output>}
      {(step === 'district' || step === 'times') && <ChoosingSteps key={step} {...{ windowId, step, draft, change }} />}
      {step === 'review' && (
        <ReviewStep
          person={person}
          choices={draft.choices}
          secondDoseAfterDays={secondDoseAfterDays}
          onChange={change}
          onSubmit={() => submit(draft.choices.map(({ id }) => id))}
        />
      )}
      {draft.submission !== null && (
        <OutcomeStep
          submission={draft.submission}
          person={person}
          consentId={consentId}
          waitingPage={waitingPage}
          onTake={({ id }) => submit([id])}
          onChooseAgain={chooseAgain}
        />
      )}
    </div>
  );
}

/** Another device had come further: this one goes on from there, unless its address says where it wants to be. */
function useGoingOn(start: SharedDraft['start'], draft: Draft): void {
  const goOn = useEffectEvent(() => {
    if (location.hash === '') location.replace(`#${furthestStep(draft)}`);
  });
  useEffect(() => {
    if (start === 'continued') goOn();
  }, [start]);
}

interface ChoosingProps {
  readonly windowId: string;
  readonly step: Step;
  readonly draft: Draft;
  readonly change: SharedDraft['change'];
}

function ChoosingSteps(props: ChoosingProps) {
  const { district } = props.draft;
  if (props.step === 'district' || district === null) return <DistrictChoice {...props} />;
  return <TimesChoice {...props} district={district} />;
}

function DistrictChoice({ windowId, draft, change }: ChoosingProps) {
  const { body, offline } = useSnapshot<MunicipalityList>(`/v1/sites?window=${encodeURIComponent(windowId)}`);
  if (body === null) return <NoAnswer offline={offline} />;
  return (
    <>
      {offline && <Offline />}
      <DistrictStep
        list={body}
        chosen={draft.district?.code ?? null}
        onChoose={({ code, name }) => {
          change({ type: 'district', code, name });
          location.hash = '#times';
        }}
      />
    </>
  );
}

function TimesChoice({
  windowId,
  draft,
  change,
  district,
}: ChoosingProps & { district: NonNullable<Draft['district']> }) {
  const query = new URLSearchParams({ window: windowId, municipality: district.code });
  const { body, cameAtMs, offline } = useSnapshot<SlotList>(`/v1/slots?${query.toString()}`);
  if (body === null) return <NoAnswer offline={offline} />;
  return (
    <>
      {offline && <Offline />}
      <TimesStep
        windowId={windowId}
        list={body}
        cameAtMs={cameAtMs}
        district={district}
        choices={draft.choices}
        onChange={change}
        onDistrict={({ code, name }) => change({ type: 'district', code, name })}
      />
    </>
  );
}

function NoAnswer({ offline }: { offline: boolean }) {
  const words = say(bookingWords);
  return <output>{offline ? words.unreachable : words.loading}</output>;
}

function Offline() {
  return <output className="offline">{say(bookingWords).unreachable}</output>;
}

/** Moves the focus to the heading of a new step, so that a screen reader starts there; not on the first view. */
function useFocusOnStep(step: string) {
  const main = useRef<HTMLDivElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    scrollTo(0, 0);
    main.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }, [step]);
  return main;
}

function useHash(): string {
  return useSyncExternalStore(onHashChange, () => location.hash);
}

function onHashChange(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
