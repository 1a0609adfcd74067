import {
  type CreateWindowBody,
  createWindowBodySchema,
  Problem,
  type RotationPlan,
  type RotationTemplate,
  type RotationView,
  rotationBodySchema,
  rotationOf,
} from '@sunbeon/core';
import { createWindows, findWindowOrDraft, takenWindowIds, type WindowRecord } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { coverageView, coverageWith } from './coverage-with.ts';

/** `POST /v1/staff/rotations`: a window over days, as drafts; with `dryRun` only what would be made. */
export const makeRotation =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { dryRun, template: templateId, title, ...plan } = rotationBodySchema.parse(req.body);
    const template = await findWindowOrDraft(store, templateId);
    if (template === null) throw new Problem('window-unknown');
    const copies = copiesOf(template, plan);
    const taken = await takenWindowIds(
      store,
      copies.map(({ id }) => id),
    );
    const bodies = copies.map((copy) => bodyOf({ ...template, title: title ?? template.title }, copy));
    // By the rule for a window made by itself: what cannot be planned is not copied.
    for (const body of bodies) createWindowBodySchema.parse(body);
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
      coverage: coverageView(
        await coverageWith(
          store,
          copies.map((copy) => ({ ...copy, campaignId })),
        ),
      ),
    };
    res.status(dryRun ? 200 : 201).json(made);
  };

function copiesOf(template: WindowRecord, plan: RotationPlan): RotationTemplate[] {
  try {
    return rotationOf(template, plan);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Problem('invalid-request', { errors: [{ field: 'firstDay', message: error.message }] });
  }
}

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
