import {
  type CreateWindowBody,
  Problem,
  type RotationTemplate,
  type RotationView,
  rotationBodySchema,
  rotationOf,
} from '@sunbeon/core';
import { createWindows, findWindowOrDraft, listWindowsAndDrafts, type WindowRecord } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { coverageWith } from './coverage-with.ts';

/** `POST /v1/staff/rotations`: a window over days, as drafts; with `dryRun` only what would be made. */
export const makeRotation =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { dryRun, template: templateId, title, ...plan } = rotationBodySchema.parse(req.body);
    const template = await findWindowOrDraft(store, templateId);
    if (template === null) throw new Problem('window-unknown');
    const copies = rotationOf(template, plan);
    const taken = new Set((await listWindowsAndDrafts(store)).map(({ id }) => id));
    const bodies = copies.map((copy) => bodyOf({ ...template, title: title ?? template.title }, copy));
    if (!dryRun) await createWindows(store, bodies, actorOf(req));
    const { campaignId } = template;
    const made: RotationView = {
      dryRun,
      campaignId,
      windows: bodies.map(({ id, title: name, cohort, opensAt, closesAt, lobbyOpensAt }) => ({
        id,
        title: name,
        cohort,
        opensAt,
        closesAt,
        lobbyOpensAt,
        taken: taken.has(id),
      })),
      coverage: await coverageWith(
        store,
        copies.map((copy) => ({ ...copy, campaignId })),
      ),
    };
    res.status(dryRun ? 200 : 201).json(made);
  };

function bodyOf(template: WindowRecord, copy: RotationTemplate) {
  const { campaignId, title, requiresRoll, expectedPeople, policy, secondDoseAfterDays } = template;
  const { maxActive, agentSeats, maxPerSecond, admissionSeconds } = template;
  return {
    id: copy.id,
    campaignId,
    title,
    cohort: copy.cohort,
    requiresRoll,
    draft: true,
    expectedPeople,
    opensAt: instant(copy.opensAtMs),
    closesAt: instant(copy.closesAtMs),
    policy,
    lobbyOpensAt: copy.lobbyOpensAtMs === null ? null : instant(copy.lobbyOpensAtMs),
    maxActive,
    agentSeats,
    maxPerSecond,
    secondDoseAfterDays,
    admissionSeconds,
  } satisfies CreateWindowBody;
}

function instant(atMs: number): string {
  return new Date(atMs).toISOString();
}
