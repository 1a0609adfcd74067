import { type Language, languages } from '@sunbeon/core';
import { languageOf } from '@sunbeon/service-kit';
import type { Request } from 'express';

/** The language of a page: `?lang=` when given, else what the browser asks for, else Korean. */
export function pageLanguage(req: Request): Language {
  const chosen = req.query['lang'];
  return languages.find((language) => language === chosen) ?? languageOf(req);
}
