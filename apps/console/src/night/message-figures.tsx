import { MAX_COUNTED_MESSAGES, type NightView } from '@sunbeon/core';
import { Facts } from '../parts/facts.tsx';
import { countText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { ageText } from './duration-text.ts';
import { nightWords } from './words.ts';

/** How far the outbox and the booking queue have come. */
export function MessageFigures({ night }: { readonly night: NightView }) {
  const words = useWords(nightWords);
  const language = useLanguage();
  const { messages, queue } = night;
  const age = (seconds: number | undefined) => (seconds ? ageText(seconds, language) : null);
  return (
    <section className="messages">
      <h2>{words.messages}</h2>
      <Facts
        facts={[
          [words.queue, queue === null ? words.unknown : countText(queue.waiting)],
          [words.queueOldest, age(queue?.oldestSeconds)],
          [words.messagesQueued, messages === null ? words.unknown : atMost(messages.queued)],
          [words.messagesOldest, age(messages?.oldestQueuedSeconds)],
          [words.messagesPostponed, messages === null || messages.postponed === 0 ? null : atMost(messages.postponed)],
          [words.messagesSent, messages === null ? null : atMost(messages.sent)],
          [words.messagesDelivered, messages === null ? null : atMost(messages.delivered)],
          [words.messagesFailed, messages === null ? null : atMost(messages.failed)],
        ]}
      />
      <p>
        <a href={urls.queues()}>{words.queueItself}</a>
      </p>
    </section>
  );
}

/** Counting ends somewhere. */
function atMost(count: number): string {
  return count >= MAX_COUNTED_MESSAGES ? `${countText(count)}+` : countText(count);
}
