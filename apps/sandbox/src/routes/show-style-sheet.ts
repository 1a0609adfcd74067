import type { RequestHandler } from 'express';
import { styleSheet } from '../pages/style-sheet.ts';

/** `GET /sandbox.css` */
export const showStyleSheet: RequestHandler = (_req, res) => {
  res.set({ 'Cache-Control': 'max-age=60', 'X-Content-Type-Options': 'nosniff' }).type('css').send(styleSheet);
};
