import type { AuditEntryView } from '@sunbeon/core';
import { useEffect, useRef } from 'react';
import { Button } from '../parts/button.tsx';
import { Facts } from '../parts/facts.tsx';
import { TablePlace } from '../parts/table-place.tsx';
import { countText, dayText, exactTimeText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { actionName, fieldName, kindName } from './action-names.ts';
import { changedFields, otherFacts } from './before-after.ts';
import { valueText } from './value-text.ts';
import { auditWords } from './words.ts';

interface EntryDetailProps {
  readonly entry: AuditEntryView;
  readonly onClose: () => void;
}

/** All one entry says: who, when, why, what was before and what is after. */
export function EntryDetail({ entry, onClose }: EntryDetailProps) {
  const words = useWords(auditWords);
  const language = useLanguage();
  const place = useRef<HTMLElement>(null);
  const { id, at, actor, action, subject, details, position } = entry;
  useEffect(() => {
    place.current?.focus();
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const text = (name: string) => (details[name] === undefined ? null : valueText(details[name], language));
  const by = text('by');
  return (
    <section ref={place} tabIndex={-1} className="entry-detail" aria-label={words.entry(id)}>
      <h2>{words.entry(id)}</h2>
      <Facts
        facts={[
          [words.at, `${dayText(at, language)} ${exactTimeText(at)}`],
          [words.actor, actor],
          [words.kind, by === null ? null : kindName(by, language)],
          [words.action, actionName(action, language)],
          [words.subject, subject],
          [words.reason, text('reason')],
          [words.position, position === null ? words.unsealed : countText(position)],
        ]}
      />
      <ChangedFields entry={entry} />
      <OtherFacts entry={entry} />
      <Button kind="quiet" onPress={onClose}>
        {words.close}
      </Button>
    </section>
  );
}

function ChangedFields({ entry: { details } }: Pick<EntryDetailProps, 'entry'>) {
  const words = useWords(auditWords);
  const language = useLanguage();
  const changed = changedFields(details);
  if (changed.length === 0) return null;
  return (
    <TablePlace caption={words.changed}>
      <thead>
        <tr>
          {[words.field, words.before, words.after].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {changed.map(({ name, before, after }) => (
          <tr key={name}>
            <th scope="row">{fieldName(name, language)}</th>
            <td>{valueText(before, language)}</td>
            <td>
              <span aria-hidden="true">→ </span>
              {valueText(after, language)}
            </td>
          </tr>
        ))}
      </tbody>
    </TablePlace>
  );
}

function OtherFacts({ entry: { details } }: Pick<EntryDetailProps, 'entry'>) {
  const words = useWords(auditWords);
  const language = useLanguage();
  const others = otherFacts(details);
  if (others.length === 0) return null;
  return (
    <details>
      <summary>{words.more}</summary>
      <Facts facts={others.map(([name, value]) => [name, valueText(value, language)] as const)} />
    </details>
  );
}
