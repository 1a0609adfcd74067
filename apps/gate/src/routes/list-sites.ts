import { type Availability, type MunicipalityList, Problem, siteQuerySchema } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { GateContext } from '../context.ts';
import { askLine } from '../window/ask-line.ts';
import { findWindow } from '../window/find-window.ts';

const RETRY_AFTER_SECONDS = 1;

type Municipality = MunicipalityList['municipalities'][number];

/** `GET /v1/sites`: where there are sites and how much is free there, by municipality: a few KB for a whole country. */
export const listSites = (context: GateContext): RequestHandler => {
  const counted = new WeakMap<Availability, Municipality[]>();
  return async (req, res) => {
    const { window: id } = siteQuerySchema.parse(req.query);
    const window = await findWindow(context, id);
    const availability = await askLine(() => context.availability.of(window.id));
    if (availability === null) throw new Problem('unavailable', {}, RETRY_AFTER_SECONDS);
    const municipalities = counted.get(availability) ?? municipalitiesOf(availability);
    counted.set(availability, municipalities);
    const { takenAt } = availability;
    const list: MunicipalityList = { takenAt, ageMs: Math.max(0, Date.now() - Date.parse(takenAt)), municipalities };
    res.set('Cache-Control', 'public, max-age=1').json(list);
  };
};

function municipalitiesOf({ sites, slots }: Availability): Municipality[] {
  const byCode = new Map<string, Municipality>();
  const codeOfSite = new Map(sites.map(({ id, municipalityCode }) => [id, municipalityCode]));
  for (const { municipalityCode: code, municipality: name, province } of sites) {
    byCode.set(code, { code, name, province, free: 0 });
  }
  for (const { siteId, free } of slots) {
    const municipality = byCode.get(codeOfSite.get(siteId) ?? '');
    if (municipality) municipality.free += free;
  }
  return [...byCode.values()].toSorted((a, b) => a.code.localeCompare(b.code));
}
