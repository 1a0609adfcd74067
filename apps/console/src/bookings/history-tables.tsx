import type { BookingHistory } from '@sunbeon/core';
import type { ReactNode } from 'react';
import { TablePlace } from '../parts/table-place.tsx';
import { messageKindWords, messageStateWords } from '../text/message-words.ts';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { bookingWords, offerStateWords } from './words.ts';

interface HistoryTableProps {
  readonly title: string;
  readonly names: readonly string[];
  /** Each with as many cells as there are names. */
  readonly rows: readonly (readonly [string, ...ReactNode[]])[];
  readonly none: string;
}

function HistoryTable({ title, names, rows, none }: HistoryTableProps) {
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="soft">{none}</p>
      ) : (
        <TablePlace caption={title}>
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([key, ...cells]) => (
              <tr key={key}>
                {cells.map((cell, column) => (
                  <td key={names[column]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </TablePlace>
      )}
    </section>
  );
}

/** What was told by text, version by version. */
export function MessageTable({ messages }: Pick<BookingHistory, 'messages'>) {
  const words = useWords(bookingWords);
  const kinds = useWords(messageKindWords);
  const states = useWords(messageStateWords);
  const language = useLanguage();
  return (
    <HistoryTable
      title={words.messages}
      names={[words.when, words.what, words.state, words.carrier, words.error]}
      none={words.noMessage}
      rows={messages.map((message) => {
        const again = message.resend === 0 ? '' : `, ${words.resent(message.resend)}`;
        return [
          `${message.kind} ${message.version} ${message.resend}`,
          momentText(message.sentAt ?? message.createdAt, language),
          `${kinds[message.kind]} (${words.versionOf(message.version)}${again})`,
          states[message.state],
          message.carrier ?? '',
          message.error ?? '',
        ];
      })}
    />
  );
}

/** Places that were kept for whoever was displaced. */
export function OfferTable({ offers }: Pick<BookingHistory, 'offers'>) {
  const words = useWords(bookingWords);
  const states = useWords(offerStateWords);
  const language = useLanguage();
  if (offers.length === 0) return null;
  return (
    <HistoryTable
      title={words.offers}
      names={[words.when, words.slot, words.state, words.keptUntil]}
      none={words.noOffers}
      rows={offers.map(({ slot, state, offeredAt, expiresAt }) => [
        `${slot.id} ${offeredAt}`,
        momentText(offeredAt, language),
        `${momentText(slot.startsAt, language)}, ${slot.siteName}`,
        states[state],
        momentText(expiresAt, language),
      ])}
    />
  );
}

/** What others did to it, for whom the audit trail is. */
export function TrailTable({ trail }: Pick<BookingHistory, 'trail'>) {
  const words = useWords(bookingWords);
  const language = useLanguage();
  if (trail === null) return <p className="soft">{words.trailElsewhere}</p>;
  return (
    <HistoryTable
      title={words.trail}
      names={[words.when, words.actor, words.what, words.reason]}
      none={words.noTrail}
      rows={trail.map(({ at, actor, action, reason }, turn) => [
        `${turn} ${at}`,
        momentText(at, language),
        actor,
        <code key="action">{action}</code>,
        reason ?? '',
      ])}
    />
  );
}
