import type { RequestHandler } from 'express';
import { renderIndexPage } from '../pages/index-page.ts';
import { pageLanguage } from '../pages/language.ts';
import { sendPage } from '../pages/page.ts';

/** `GET /` */
export const showIndex: RequestHandler = (req, res) => sendPage(res, 200, renderIndexPage(pageLanguage(req)));
