import { MAX_ACTIVE, MAX_AGENT_SEATS, MAX_PER_SECOND, noticeBodySchema } from '@sunbeon/core';
import { useState } from 'react';
import { Field } from '../parts/field.tsx';
import { countText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import { LeverConfirm, type LeverFormProps } from './lever-confirm.tsx';
import { instantOf, seoulInput } from './seoul-input.ts';
import { nightWords } from './words.ts';

/** Longest notice. */
const MAX_NOTICE_LENGTH = 200;

/** How many book at a time, and how many come per second. */
export function PaceForm(props: LeverFormProps) {
  const words = useWords(nightWords);
  const [active, setActive] = useState(String(props.window.maxActive));
  const [perSecond, setPerSecond] = useState(String(props.window.maxPerSecond));
  const maxActive = wholeNumber(active, 1, MAX_ACTIVE);
  const maxPerSecond = wholeNumber(perSecond, 1, MAX_PER_SECOND);
  const isWhole = maxActive !== null && maxPerSecond !== null;
  const why =
    maxActive === null ? words.wholeNumber(1, countText(MAX_ACTIVE)) : words.wholeNumber(1, countText(MAX_PER_SECOND));
  return (
    <LeverConfirm
      {...props}
      lever={isWhole ? { kind: 'pace', maxActive, maxPerSecond } : null}
      why={isWhole ? null : why}
    >
      <NumberField label={words.maxActive} value={active} onChange={setActive} />
      <NumberField label={words.maxPerSecond} value={perSecond} onChange={setPerSecond} />
    </LeverConfirm>
  );
}

/** Seats that only agents take. */
export function AgentSeatsForm(props: LeverFormProps) {
  const words = useWords(nightWords);
  const [seats, setSeats] = useState(String(props.window.agentSeats));
  const agentSeats = wholeNumber(seats, 0, MAX_AGENT_SEATS);
  return (
    <LeverConfirm
      {...props}
      lever={agentSeats === null ? null : { kind: 'agent-seats', agentSeats }}
      why={agentSeats === null ? words.wholeNumber(0, countText(MAX_AGENT_SEATS)) : null}
    >
      <NumberField label={words.agentSeats} value={seats} onChange={setSeats} />
    </LeverConfirm>
  );
}

/** Another opening. */
export function MoveForm(props: LeverFormProps) {
  const words = useWords(nightWords);
  const [input, setInput] = useState(seoulInput(props.window.opensAt));
  const { window } = props;
  // The field tells no seconds: what nobody touched is the opening as it is.
  const opensAt = input === seoulInput(window.opensAt) ? window.opensAt : instantOf(input);
  return (
    <LeverConfirm
      {...props}
      lever={opensAt === null ? null : { kind: 'move', opensAt }}
      why={opensAt === null ? words.openingMissing : null}
    >
      <Field label={words.newOpening}>
        {(control) => (
          <input {...control} type="datetime-local" value={input} onChange={(event) => setInput(event.target.value)} />
        )}
      </Field>
    </LeverConfirm>
  );
}

/** What everybody who waits reads. */
export function NoticeForm(props: LeverFormProps) {
  const words = useWords(nightWords);
  const [ko, setKo] = useState(props.window.notice?.ko ?? '');
  const [en, setEn] = useState(props.window.notice?.en ?? '');
  const notice = noticeBodySchema.safeParse({ ko, en });
  return (
    <LeverConfirm
      {...props}
      lever={notice.success ? { kind: 'notice', notice: notice.data } : null}
      why={notice.success ? null : words.noticeMissing}
    >
      <TextField label={words.noticeKo} value={ko} onChange={setKo} lang="ko" />
      <TextField label={words.noticeEn} value={en} onChange={setEn} lang="en" />
    </LeverConfirm>
  );
}

interface InputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function NumberField({ label, value, onChange }: InputProps) {
  return (
    <Field label={label}>
      {(control) => (
        <input {...control} inputMode="numeric" value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

function TextField({ label, value, onChange, lang }: InputProps & { readonly lang: string }) {
  return (
    <Field label={label}>
      {(control) => (
        <textarea
          {...control}
          rows={2}
          lang={lang}
          maxLength={MAX_NOTICE_LENGTH}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

function wholeNumber(text: string, least: number, most: number): number | null {
  const value = /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
}
