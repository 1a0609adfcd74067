import { expect, test } from '@jest/globals';
import { Inbox } from '../src/carrier/inbox.ts';

function aMessage(index: number, to: string) {
  return {
    id: String(index),
    from: '1339',
    to,
    text: `message ${index}`,
    parts: 1,
    receivedAtMs: index,
    deliveredAtMs: null,
  };
}

test('beyond its limit the inbox drops the oldest messages and keeps counting', () => {
  const inbox = new Inbox(3_000);
  for (let index = 0; index < 10_000; index += 1) inbox.receive(aMessage(index, `+8210${index % 7}`));
  const kept = inbox.newest({ phone: null, limit: 10_000 });
  expect(kept).toHaveLength(3_000);
  expect(kept.at(0)?.id).toBe('9999');
  expect(kept.at(-1)?.id).toBe('7000');
  expect(inbox.newest({ phone: '+82100', limit: 10_000 }).at(-1)?.receivedAtMs).toBeGreaterThanOrEqual(7_000);
  expect(inbox.stats()).toMatchObject({ received: 10_000, phones: 7, duplicates: 0 });
});

test('a message is delivered once', () => {
  const inbox = new Inbox(10);
  const message = aMessage(1, '+82100');
  inbox.receive(message);
  inbox.deliver(message, 5);
  inbox.deliver(message, 9);
  expect(inbox.stats().delivered).toBe(1);
  expect(message.deliveredAtMs).toBe(5);
});
