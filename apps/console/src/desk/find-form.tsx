import { parseBirthDate, personNameSchema } from '@sunbeon/core';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { useWords } from '../text/words.ts';
import { type Call, newCall } from './call.ts';
import type { Wish } from './calls.ts';
import { useAct } from './use-act.ts';
import { deskWords } from './words.ts';

const ways = ['person', 'number', 'phone'] as const;
type Way = (typeof ways)[number];

const NOTHING = { name: '', birthDate: '', phone: '', number: '' };
type Said = typeof NOTHING;

interface FindFormProps {
  readonly onFound: (call: Call) => void;
  /** Whether a call has just ended. */
  readonly hasEnded: boolean;
}

/** Who is on the phone, as they say it, and why they are looked for. */
export function FindForm({ onFound, hasEnded }: FindFormProps) {
  const words = useWords(deskWords);
  const [way, setWay] = useState<Way>('person');
  const [said, setSaid] = useState(NOTHING);
  const [reason, setReason] = useState('');
  const finding = useAct();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input:not([type="radio"])')?.focus(), []);
  const wish = wishOf(way, said);
  const why = wish === null || reason.trim() === '' ? words.missing : null;
  const onSubmit = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    if (wish === null || why !== null) return;
    finding.run(async (signal) => onFound(await newCall(wish, reason.trim(), signal)));
  };
  const names = { person: words.byPerson, number: words.byNumber, phone: words.byPhone };
  return (
    <form ref={form} className="form" autoComplete="off" onSubmit={onSubmit}>
      {hasEnded ? <output className="done">{words.ended}</output> : null}
      <p className="soft">{words.intro}</p>
      <fieldset>
        <legend>{words.by}</legend>
        {ways.map((one) => (
          <label key={one} className="choice">
            <input type="radio" name="way" checked={way === one} onChange={() => setWay(one)} />
            {names[one]}
          </label>
        ))}
      </fieldset>
      <SaidFields way={way} said={said} onChange={setSaid} />
      <ReasonField value={reason} onChange={setReason} />
      <ProblemNote problem={finding.problem} />
      <Button type="submit" busy={finding.busy} why={why}>
        {words.find}
      </Button>
    </form>
  );
}

interface SaidField {
  readonly name: keyof Said;
  readonly label: string;
  readonly hint?: string;
}

interface SaidFieldsProps {
  readonly way: Way;
  readonly said: Said;
  readonly onChange: (said: Said) => void;
}

function SaidFields({ way, said, onChange }: SaidFieldsProps) {
  const words = useWords(deskWords);
  const phone = { name: 'phone', label: words.phone } as const;
  const fields: readonly SaidField[] = {
    person: [
      { name: 'name', label: words.name } as const,
      { name: 'birthDate', label: words.birthDate, hint: words.birthDateHint } as const,
      phone,
    ],
    number: [{ name: 'number', label: words.number, hint: words.numberHint } as const],
    phone: [phone],
  }[way];
  return fields.map(({ name, ...field }) => (
    <Field key={name} {...field}>
      {(control) => (
        <input
          {...control}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={80}
          value={said[name]}
          onChange={(event) => onChange({ ...said, [name]: event.target.value })}
        />
      )}
    </Field>
  ));
}

/** What to look for; `null` while something is missing or cannot be. */
function wishOf(way: Way, said: Said): Wish | null {
  const phone = said.phone.trim();
  const number = said.number.trim();
  if (way === 'number') return number === '' ? null : { by: way, number };
  if (way === 'phone') return phone === '' ? null : { by: way, phone };
  const name = personNameSchema.safeParse(said.name);
  const birthDate = parseBirthDate(said.birthDate);
  if (!name.success || birthDate === null || phone === '') return null;
  return { by: way, caller: { name: name.data, birthDate, phone } };
}
