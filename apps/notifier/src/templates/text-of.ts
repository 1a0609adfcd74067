import type { Translated } from '@sunbeon/core';
import type { OutboxMessage } from '@sunbeon/store';
import { confirmation } from './confirmation.ts';
import type { TemplateFacts } from './facts.ts';

/** Every kind of message in every language: one without a template does not compile. */
const templates: Readonly<Record<OutboxMessage['kind'], Translated<(facts: TemplateFacts) => string>>> = {
  confirmation,
};

/** The text of a message to the person called `name`. */
export function textOf({ kind, language, booking }: OutboxMessage, name: string): string {
  return templates[kind][language]({
    name: onOneLine(name),
    number: booking.number,
    siteName: onOneLine(booking.siteName),
    municipality: onOneLine(booking.municipality),
    startsAt: new Date(booking.startsAt),
    product: onOneLine(booking.product),
  });
}

/** Names cannot begin lines of their own in a message, nor turn its direction around. */
function onOneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
