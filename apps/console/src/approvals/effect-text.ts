import type { ApprovalView, Language } from '@sunbeon/core';
import { countText, momentText } from '../text/moments.ts';
import { approvalWords } from './words.ts';

/** What a request will do, sentence by sentence, as it stood when it was asked for. */
export function effectText(approval: ApprovalView, language: Language): string[] {
  const words = approvalWords[language];
  switch (approval.action) {
    case 'window.move': {
      const { title, from, to, issued } = approval.effect;
      const move = words.move(title, momentText(from, language), momentText(to, language));
      if (issued === null) return [move];
      return [move, issued === 0 ? words.nobodyYet : words.issued(countText(issued))];
    }
    case 'site.close': {
      const { siteName, slots, bookings } = approval.effect;
      const { window } = approval.body;
      const closes =
        window === undefined
          ? words.close(siteName, countText(slots))
          : words.closeWindow(siteName, window, countText(slots));
      return bookings === 0 ? [closes] : [closes, words.displaced(countText(bookings))];
    }
    case 'people.export': {
      const people = countText(approval.effect.people);
      const { window } = approval.body;
      return [window === null ? words.exportAll(people) : words.exportOf(window, people), words.exportBy];
    }
    default:
      return approval satisfies never;
  }
}

/** What came of a request that has ended; `null` where its state says it all. */
export function outcomeText({ action, state, outcome }: ApprovalView, language: Language): string | null {
  const words = approvalWords[language];
  if (state === 'failed') return words.impossible;
  if (state !== 'done' || outcome === null) return null;
  if (action === 'window.move') {
    const opensAt = outcome['opensAt'];
    return typeof opensAt === 'string' ? words.opens(momentText(opensAt, language)) : null;
  }
  if (action === 'people.export') return null;
  const { slots, displaced, offered } = outcome;
  if (typeof slots !== 'number') return null;
  const closed = words.closed(countText(slots));
  if (typeof displaced !== 'number' || typeof offered !== 'number') return closed;
  return `${closed} ${words.looked(countText(displaced), countText(offered))}`;
}
