import { createHash } from 'node:crypto';
import type { WaitingRoom } from '@sunbeon/waiting-room';
import { windowStatusView } from './window-views.ts';

/** A window's status as it goes over the wire: written once, sent to everyone who asks within the same moment. */
export interface StatusPage {
  readonly body: string;
  readonly etag: string;
}

/** Reads a window's status and writes it out; `null` for an unknown window. */
export async function readStatusPage(room: WaitingRoom, windowId: string): Promise<StatusPage | null> {
  const status = await room.status(windowId);
  if (status === null) return null;
  const body = JSON.stringify(windowStatusView(status));
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}
