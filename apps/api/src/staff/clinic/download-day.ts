import { dayFileQuerySchema } from '@sunbeon/core';
import { languageOf } from '@sunbeon/service-kit';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { dayFile } from './day-file.ts';
import { readDay } from './read-day.ts';

/** `GET /v1/staff/sites/:id/days/:day.csv?reason=`: the list of a day as a file; what leaves the house says why. */
export const downloadDay =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { reason } = dayFileQuerySchema.parse(req.query);
    const { site, day, bookings } = await readDay(context, req, { as: 'file', reason });
    res
      .set('Cache-Control', 'no-store')
      .set('Content-Disposition', `attachment; filename="${site.id}-${day}.csv"`)
      .type('text/csv')
      .send(dayFile(bookings, languageOf(req)));
  };
