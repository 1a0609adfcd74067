import { Problem } from '@sunbeon/core';
import express, { type RequestHandler } from 'express';

const MAX_BODY = '16kb';

/** Refuses a body that is anything but JSON, so that no form of another site can carry one. */
const onlyJson: RequestHandler = (req, _res, next) => {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  if (hasBody && req.is('application/json') === false) throw new Problem('unsupported-media-type');
  next();
};

/** Reads JSON bodies up to 16 KB; compressed ones are refused, so that none unfolds into more. */
export const jsonBody: readonly RequestHandler[] = [onlyJson, express.json({ limit: MAX_BODY, inflate: false })];
