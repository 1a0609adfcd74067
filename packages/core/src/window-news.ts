import { z } from 'zod';
import { freeText } from './free-text.ts';

/** Longest notice: what a person reads while they look at a number. */
const MAX_NOTICE_LENGTH = 200;

const instant = z.iso.datetime();

/** `POST /v1/staff/windows/:id/notice`: what the operators tell everyone who waits, as plain text. */
export const noticeBodySchema = z.strictObject({ ko: freeText(MAX_NOTICE_LENGTH), en: freeText(MAX_NOTICE_LENGTH) });
export type NoticeBody = z.infer<typeof noticeBodySchema>;

/** A notice and since when it is up. */
export const windowNoticeSchema = noticeBodySchema.extend({ at: instant });
export type WindowNotice = z.infer<typeof windowNoticeSchema>;

/** What has become of a window beside its state; what there is nothing to say about is left out. */
export const windowNewsSchema = z.object({
  /** What the operators tell everyone. */
  notice: windowNoticeSchema.optional(),
  /** Since when nobody is called. */
  pausedSince: instant.optional(),
  /** The opening instant that was announced before the last move. */
  movedFrom: instant.optional(),
});
export type WindowNews = z.infer<typeof windowNewsSchema>;

/** The same as the line is told it: instants in milliseconds since the epoch, `null` for what there is not. */
export interface KnownNews {
  readonly notice: WindowNotice | null;
  readonly pausedAtMs: number | null;
  readonly movedFromMs: number | null;
}

/** What there is to tell of a window that is paused or not. */
export function windowNews({ notice, pausedAtMs, movedFromMs }: KnownNews, paused: boolean): WindowNews {
  return {
    ...(notice === null ? {} : { notice }),
    ...(pausedAtMs === null || !paused ? {} : { pausedSince: new Date(pausedAtMs).toISOString() }),
    ...(movedFromMs === null ? {} : { movedFrom: new Date(movedFromMs).toISOString() }),
  };
}
