import { z } from 'zod';
import type { House } from './house.ts';

const inboxSchema = z.object({ messages: z.array(z.object({ text: z.string() })) });

/** The newest text that reached a phone; empty while none has. */
export async function newestText({ stack, fetch }: House, phone: string): Promise<string> {
  const response = await fetch(`${stack.sandboxUrl}/inbox.json?phone=${encodeURIComponent(phone)}`);
  return inboxSchema.parse(await response.json()).messages[0]?.text ?? '';
}
