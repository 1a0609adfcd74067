import { useId, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { useLanguage, useWords } from '../text/words.ts';
import { actionName, knownActions } from './action-names.ts';
import { auditWords } from './words.ts';

/** What the trail is searched by, as it was written. */
export interface AuditWish {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly from: string;
  readonly until: string;
}

export const ANYTHING: AuditWish = { actor: '', action: '', subject: '', from: '', until: '' };

interface AuditFiltersProps {
  readonly onChange: (wish: AuditWish) => void;
}

/** Asks once a field is left or Enter is pressed, not at every letter: each is looked for whole. */
export function AuditFilters({ onChange }: AuditFiltersProps) {
  const words = useWords(auditWords);
  const [wish, setWish] = useState(ANYTHING);
  const write = (name: keyof AuditWish) => (value: string) => setWish({ ...wish, [name]: value });
  const choose = (name: keyof AuditWish) => (value: string) => {
    setWish({ ...wish, [name]: value });
    onChange({ ...wish, [name]: value });
  };
  const text = (name: 'actor' | 'action' | 'subject') => ({
    label: words[name],
    value: wish[name],
    onWrite: write(name),
    onLeave: () => onChange(wish),
  });
  return (
    <form
      className="audit-filters"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(wish);
      }}
    >
      <TextFilter {...text('actor')} hint={words.actorHint} />
      <TextFilter {...text('action')} hint={words.actionHint} options={knownActions} />
      <TextFilter {...text('subject')} hint={words.subjectHint} />
      <MomentFilter label={words.from} value={wish.from} onChoose={choose('from')} />
      <MomentFilter label={words.until} value={wish.until} onChoose={choose('until')} />
      <Button
        kind="quiet"
        onPress={() => {
          setWish(ANYTHING);
          onChange(ANYTHING);
        }}
      >
        {words.clear}
      </Button>
      <input type="submit" hidden />
    </form>
  );
}

interface TextFilterProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  /** Known actions, offered while writing. */
  readonly options?: readonly string[];
  readonly onWrite: (value: string) => void;
  readonly onLeave: () => void;
}

function TextFilter({ label, hint, value, options, onWrite, onLeave }: TextFilterProps) {
  const language = useLanguage();
  const listId = useId();
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <>
          <input
            {...control}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="none"
            maxLength={200}
            list={options === undefined ? undefined : listId}
            value={value}
            onChange={(event) => onWrite(event.target.value)}
            onBlur={onLeave}
          />
          <datalist id={listId}>
            {options?.map((action) => (
              <option key={action} value={action}>
                {actionName(action, language)}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

interface MomentFilterProps {
  readonly label: string;
  readonly value: string;
  readonly onChoose: (value: string) => void;
}

function MomentFilter({ label, value, onChoose }: MomentFilterProps) {
  return (
    <Field label={label}>
      {(control) => (
        <input {...control} type="datetime-local" value={value} onChange={(event) => onChoose(event.target.value)} />
      )}
    </Field>
  );
}
