import { Problem, type RollImportView, type StartRollImportBody } from '@sunbeon/core';
import type { Actor } from '../bookings/actor.ts';
import type { Store } from '../store.ts';
import { rollImportView } from './roll-import.ts';

export interface StartedImport {
  readonly import: RollImportView;
  /** False when it had begun before. */
  readonly isNew: boolean;
}

/**
 * Begins the import of a file into the roll of a campaign, or finds it as far as it has come: the same id, campaign and
 * file are the same import, whoever asks and however often. It is theirs from then on: what is read is read in their name.
 * @param actor in whose name: for the audit trail
 * @throws {Problem} `campaign-unknown`; `import-conflict` when the id stands for another file or campaign, or the campaign
 * is over and has forgotten its people
 */
export async function startRollImport(
  { prisma }: Store,
  { id, campaign, digest, bytes }: StartRollImportBody,
  actor: Actor,
): Promise<StartedImport> {
  return prisma.$transaction(async (transaction) => {
    const found = await transaction.campaign.findUnique({ where: { id: campaign } });
    if (found === null) throw new Problem('campaign-unknown');
    if (found.erasedAt !== null)
      throw new Problem('import-conflict', { reason: `the campaign ${campaign} has forgotten its people` });
    const { count } = await transaction.rollImport.createMany({
      data: [{ id, campaignId: campaign, fileDigest: digest, fileBytes: bytes, startedBy: actor.id }],
      skipDuplicates: true,
    });
    const row = await transaction.rollImport.findUniqueOrThrow({ where: { id } });
    if (row.campaignId !== campaign)
      throw new Problem('import-conflict', { reason: `the import ${id} belongs to another campaign` });
    if (row.fileDigest !== digest || row.fileBytes !== BigInt(bytes))
      throw new Problem('import-conflict', { reason: `the import ${id} is of another file` });
    if (count === 1 || row.startedBy !== actor.id) {
      const takenFrom = count === 1 ? {} : { takenFrom: row.startedBy };
      const details = { import: id, digest, bytes, ...takenFrom, by: actor.kind };
      await transaction.auditEntry.create({
        data: { actor: actor.id, action: 'roll.import', subject: campaign, details },
      });
    }
    const taken = await transaction.rollImport.update({ where: { id }, data: { startedBy: actor.id } });
    return { import: rollImportView(taken), isNew: count === 1 };
  });
}
