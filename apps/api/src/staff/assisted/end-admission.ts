import { endAssistedAdmissionBodySchema } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { askLine } from './ask-line.ts';
import { assistedPassOf, seatOf } from './pass-of.ts';

/** `DELETE /v1/staff/assisted/admissions`: gives the seat back; the caller keeps their place. Doing it again changes nothing. */
export const endAdmission =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { pass: text } = endAssistedAdmissionBodySchema.parse(req.body);
    const pass = assistedPassOf(context, req, text);
    await askLine(() => context.agentSeats.release(pass.windowId, seatOf(pass)));
    res.status(204).end();
  };
