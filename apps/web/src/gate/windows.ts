import type { WindowView } from '@sunbeon/core';
import { type Answer, ask } from './ask.ts';

/** Every window there is. */
export async function listWindows(): Promise<Answer<readonly WindowView[]>> {
  const answer = await ask<{ readonly windows: readonly WindowView[] }>('/v1/windows');
  return answer.ok ? { ok: true, body: answer.body.windows } : answer;
}
