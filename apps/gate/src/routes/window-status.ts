import { Problem } from '@sunbeon/core';
import type { GateContext } from '../context.ts';
import type { Answer, HotHandler } from '../hot/answer.ts';
import { type StatusPage, statusPageAtHand, statusPageOf } from '../window/status-page.ts';

/** `GET /v1/windows/:id/status`: one small JSON per window, the same for everyone, that any cache may keep for a second. */
export const windowStatus =
  (context: GateContext): HotHandler =>
  ({ id, headers }) => {
    const known = headers['if-none-match'];
    const page = statusPageAtHand(context, id);
    return page === null ? askedAnew(context, id, known) : answerOf(page, known);
  };

async function askedAnew(context: GateContext, id: string, known: string | undefined): Promise<Answer> {
  const page = await statusPageOf(context, id);
  if (page === null) throw new Problem('window-unknown');
  return answerOf(page, known);
}

function answerOf(page: StatusPage, ifNoneMatch: string | undefined): Answer {
  return isKnown(ifNoneMatch, page.etag) ? page.unchanged : page.whole;
}

/** Whether the asker has this version already (RFC 9110, 13.1.2: compared weakly). */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return (
    ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((known) => known.trim().replace(/^W\//, '') === etag)
  );
}
