import { type BirthDate, type Caller, koreanMobile, matchText, Problem } from '@sunbeon/core';
import { blindIndexOf, openRollEntry, SealedContactError } from '@sunbeon/crypto';
import { countAttempt, findOnRoll, noteAudit, uncountAttempt } from '@sunbeon/store';
import type { Request } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf, staffOf } from '../staff-of.ts';

const HOUR_MS = 3_600_000;
/** Look-ups of one member in an hour: more than there are callers. */
const LOOK_UPS = { most: 200, withinMs: HOUR_MS };
/** Those that found nobody: whoever tries names, birth dates and phones comes this far. */
const MISSES = { most: 20, withinMs: HOUR_MS };

/** Whom an agent has on the line, and why they are looked for. */
export interface CallerLook {
  readonly caller: Caller;
  /** On whose roll; `null` for any. */
  readonly campaignId: string | null;
  readonly reason: string;
}

/** A caller who is who they say they are, by the roll. Name and phone in the clear. */
export interface VerifiedCaller {
  readonly personKey: string;
  readonly name: string;
  readonly birthDate: BirthDate;
  /** On the roll, in E.164: where their messages go. */
  readonly phone: string;
  readonly phoneIndex: string;
}

/**
 * Looks whether a caller's name, birth date and phone are all as the roll of a campaign has them. Every look is in the
 * audit trail with its reason, before anything is told, and counted for the member who looks.
 * @throws {Problem} `caller-unknown`, the same for whatever does not match; `caller-limit`
 */
export async function verifyCaller(
  context: ApiContext,
  req: Request,
  { caller, campaignId, reason }: CallerLook,
): Promise<VerifiedCaller> {
  const { store, config } = context;
  const missKey = await countLook(context, staffOf(req).id);
  const phone = koreanMobile(caller.phone);
  const found = await onRoll(context, caller, phone, campaignId);
  // The trail forgets nothing: a phone has another hash there than anywhere else.
  const subject = phone === null ? 'unknown' : blindIndexOf(config.personSecret, phone, 'audit');
  const details = { reason, campaign: campaignId ?? 'any', found: found === null ? 'no' : 'yes' };
  await noteAudit(store, { actor: actorOf(req), action: 'caller.find', subject, details });
  if (found === null) throw new Problem('caller-unknown');
  await uncountAttempt(store, missKey);
  return found;
}

/** Counts a look as a miss until it is known to be none; returns the key of that count. */
async function countLook({ store }: ApiContext, staffId: string): Promise<string> {
  const missKey = `caller-misses:${staffId}`;
  for (const [key, limit] of [[`callers:${staffId}`, LOOK_UPS] as const, [missKey, MISSES] as const]) {
    const { allowed, beginsAnewMs } = await countAttempt(store, key, limit);
    if (!allowed) throw new Problem('caller-limit', {}, Math.ceil(beginsAnewMs / 1_000));
  }
  return missKey;
}

async function onRoll(
  { store, config, logger }: ApiContext,
  { name, birthDate }: Caller,
  phone: string | null,
  campaignId: string | null,
): Promise<VerifiedCaller | null> {
  const { personSecret, sealingKeys } = config;
  const matchIndex = blindIndexOf(personSecret, matchText(name, birthDate), 'roll');
  const phoneIndex = blindIndexOf(personSecret, phone ?? '');
  const entries = await findOnRoll(store, { matchIndex, phoneIndex, ...(campaignId === null ? {} : { campaignId }) });
  // Somebody may be on the rolls of several campaigns; two people who share everything are nobody.
  const [entry, ...others] = entries;
  if (entry === undefined || phone === null || others.some(({ personKey }) => personKey !== entry.personKey))
    return null;
  try {
    const onRecord = await openRollEntry(sealingKeys, entry.sealedEntry, entry.personKey);
    return { personKey: entry.personKey, name: onRecord.name, birthDate: onRecord.birthDate, phone, phoneIndex };
  } catch (error) {
    if (!(error instanceof SealedContactError)) throw error;
    logger.error({ reason: error.message }, 'an entry of the roll cannot be opened');
    return null;
  }
}
