import { type AuditEntryView, auditEntrySchema } from '@sunbeon/core';
import { useState } from 'react';
import { pagesOf } from '../api/fetch-page.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { PagedTable } from '../parts/paged-table.tsx';
import type { Column } from '../parts/table-rows.tsx';
import { countText, dayText, exactTimeText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { actionName } from './action-names.ts';
import { ANYTHING, AuditFilters, type AuditWish } from './audit-filters.tsx';
import { AuditHeadNote } from './audit-head.tsx';
import { EntryDetail } from './entry-detail.tsx';
import { instantOf } from './instant-of.ts';
import { auditKey, auditPath } from './use-audit.ts';
import { valueText } from './value-text.ts';
import { VerifyTrail } from './verify-trail.tsx';
import { auditWords } from './words.ts';

/** Who did what, when and why; the head of the chain, and the chain recomputed. */
export function AuditPage() {
  const words = useWords(auditWords);
  const [wish, setWish] = useState<AuditWish>(ANYTHING);
  const [opened, setOpened] = useState<AuditEntryView | null>(null);
  const filters = filtersOf(wish);
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <p className="soft">{words.intro}</p>
      <details>
        <summary>{words.chain}</summary>
        <AuditHeadNote />
        <VerifyTrail />
      </details>
      {opened === null ? null : <EntryDetail key={opened.id} entry={opened} onClose={() => setOpened(null)} />}
      <div className="trail">
        <PagedTable
          caption={words.list}
          queryKey={[...auditKey, 'list', filters]}
          fetchPage={pagesOf(auditEntrySchema, auditPath, filters)}
          columns={useColumns()}
          rowKey={({ id }) => id}
          onOpen={(entry) => setOpened(entry.id === opened?.id ? null : entry)}
          isOpen={({ id }) => id === opened?.id}
          filters={<AuditFilters onChange={setWish} />}
          empty={words.none}
        />
      </div>
    </>
  );
}

function filtersOf({ actor, action, subject, from, until }: AuditWish) {
  return {
    actor: actor.trim(),
    action: action.trim(),
    subject: subject.trim(),
    from: instantOf(from),
    until: instantOf(until),
  };
}

function useColumns(): readonly Column<AuditEntryView>[] {
  const words = useWords(auditWords);
  const language = useLanguage();
  return [
    { key: 'at', name: words.at, cell: ({ at }) => `${dayText(at, language)} ${exactTimeText(at)}` },
    { key: 'actor', name: words.actor, cell: ({ actor }) => actor },
    { key: 'action', name: words.action, cell: ({ action }) => actionName(action, language) },
    { key: 'subject', name: words.subject, cell: ({ subject }) => subject },
    { key: 'reason', name: words.reason, cell: ({ details }) => valueText(details['reason'], language) },
    {
      key: 'position',
      name: words.position,
      align: 'end',
      cell: ({ position }) => (position === null ? words.unsealed : countText(position)),
    },
  ];
}
