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
  const language = useLanguage();
  const actionsId = useId();
  const [wish, setWish] = useState(ANYTHING);
  const text = (name: 'actor' | 'action' | 'subject', hint: string) => (
    <Field label={words[name]} hint={hint}>
      {(control) => (
        <input
          {...control}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          maxLength={200}
          list={name === 'action' ? actionsId : undefined}
          value={wish[name]}
          onChange={(event) => setWish({ ...wish, [name]: event.target.value })}
          onBlur={() => onChange(wish)}
        />
      )}
    </Field>
  );
  const moment = (name: 'from' | 'until') => (
    <Field label={words[name]}>
      {(control) => (
        <input
          {...control}
          type="datetime-local"
          value={wish[name]}
          onChange={(event) => {
            const next = { ...wish, [name]: event.target.value };
            setWish(next);
            onChange(next);
          }}
        />
      )}
    </Field>
  );
  return (
    <form
      className="audit-filters"
      onSubmit={(event) => {
        event.preventDefault();
        onChange(wish);
      }}
    >
      {text('actor', words.actorHint)}
      {text('action', words.actionHint)}
      {text('subject', words.subjectHint)}
      {moment('from')}
      {moment('until')}
      <Button
        kind="quiet"
        onPress={() => {
          setWish(ANYTHING);
          onChange(ANYTHING);
        }}
      >
        {words.clear}
      </Button>
      <datalist id={actionsId}>
        {knownActions.map((action) => (
          <option key={action} value={action}>
            {actionName(action, language)}
          </option>
        ))}
      </datalist>
      <input type="submit" hidden />
    </form>
  );
}
