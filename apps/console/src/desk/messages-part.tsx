import type { CallerTruth } from '@sunbeon/core';
import { useLanguage, useWords } from '../text/words.ts';
import { messageSentence } from './sentences.ts';
import { deskWords } from './words.ts';

/** Texts to the caller shown at once; the rest is folded. */
const SHOWN = 5;

/** The texts to the caller and how far they have come, the newest first. */
export function MessagesPart({ messages }: { readonly messages: CallerTruth['messages'] }) {
  const words = useWords(deskWords);
  const rest = messages.slice(SHOWN);
  return (
    <section aria-label={words.messages}>
      <h2>{words.messages}</h2>
      {messages.length === 0 ? <p className="soft">{words.noMessages}</p> : null}
      <MessageList messages={messages.slice(0, SHOWN)} />
      {rest.length === 0 ? null : (
        <details>
          <summary>{words.olderMessages(rest.length)}</summary>
          <MessageList messages={rest} />
        </details>
      )}
    </section>
  );
}

function MessageList({ messages }: { readonly messages: CallerTruth['messages'] }) {
  const language = useLanguage();
  const lines = messages.map((message) => messageSentence(message, language));
  return (
    <ul className="truths short">
      {lines.map((line, index) => (
        // Two texts may have been of the same minute and kind.
        <li key={`${line} ${lines.indexOf(line, index)}`} className={`message-${messages[index]?.state}`}>
          {line}
        </li>
      ))}
    </ul>
  );
}
