import type { RequestHandler } from 'express';
import type { SandboxContext } from '../context.ts';
import { renderInboxPage } from '../pages/inbox-page.ts';
import { pageLanguage } from '../pages/language.ts';
import { sendPage } from '../pages/page.ts';
import { inboxPhone, phoneQuery } from './inbox-query.ts';

const MESSAGES_ON_PAGE = 100;

/** `GET /inbox?phone=`: the newest messages as a page. */
export const showInbox =
  ({ carrier }: SandboxContext): RequestHandler =>
  (req, res) => {
    const entered = phoneQuery(req);
    const messages = carrier.inbox.newest({ phone: inboxPhone(entered), limit: MESSAGES_ON_PAGE });
    const page = { language: pageLanguage(req), phone: entered, messages, stats: carrier.inbox.stats() };
    sendPage(res, 200, renderInboxPage(page));
  };
