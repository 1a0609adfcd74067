import { randomUUID } from 'node:crypto';
import { IMPORT_RESUMABLE_DAYS, type ImportView, Problem, type StartImportBody } from '@sunbeon/core';
import type { Actor } from '../bookings/actor.ts';
import type { Campaign, Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { importView } from './data-import.ts';

export interface StartedDataImport {
  readonly import: ImportView;
  /** False when it had begun before. */
  readonly isNew: boolean;
}

const DAY_MS = 86_400_000;

/**
 * Begins an import of sites or slots, or reads a roll ahead, or finds the same one, of the same file into the same window, as far as it has come,
 * and takes it over from whoever began it: what is read from then on is done in the asker's name. Once it has ended the same file begins another. A preview always begins anew. An import nobody has gone on
 * with for a week has been left.
 * @param actor in whose name: for the audit trail
 * @throws {Problem} `window-unknown`, `campaign-unknown`; `import-conflict` when the campaign is over and has forgotten its people
 */
export async function startImport({ prisma }: Store, body: StartImportBody, actor: Actor): Promise<StartedDataImport> {
  return prisma.$transaction(async (transaction) => {
    if (body.window !== undefined) await requireWindow(transaction, body.window);
    if (body.campaign !== undefined) await requireCampaign(transaction, body.campaign);
    const same = {
      kind: body.kind,
      windowId: body.window ?? body.campaign ?? '',
      fileDigest: body.fileDigest,
      preview: body.preview,
    };
    await leaveOld(transaction, same);
    const { count } = await transaction.dataImport.createMany({
      data: [{ ...same, id: randomUUID(), fileBytes: body.fileBytes, startedBy: actor.id }],
      skipDuplicates: true,
    });
    const row = await transaction.dataImport.findFirstOrThrow({ where: { ...same, state: 'running' } });
    if (row.fileBytes !== BigInt(body.fileBytes)) {
      throw new Problem('import-conflict', { reason: 'a file with this digest has another length' });
    }
    const takenFrom = row.startedBy === actor.id ? {} : { takenFrom: row.startedBy };
    if (!body.preview && (count === 1 || row.startedBy !== actor.id)) {
      const details = {
        import: row.id,
        digest: body.fileDigest,
        bytes: body.fileBytes,
        ...takenFrom,
        by: actor.kind,
      };
      await transaction.auditEntry.create({
        data: { actor: actor.id, action: `${body.kind}.import`, subject: body.window ?? 'sites', details },
      });
    }
    const data = { startedBy: actor.id };
    const taken = await transaction.dataImport.update({ where: { id: row.id }, data });
    return { import: importView(taken), isNew: count === 1 };
  });
}

async function requireWindow(transaction: Prisma.TransactionClient, id: string): Promise<void> {
  const window = await transaction.window.findUnique({ select: { campaign: true }, where: { id } });
  if (window === null) throw new Problem('window-unknown');
  requireGoingOn(window.campaign);
}

async function requireCampaign(transaction: Prisma.TransactionClient, id: string): Promise<void> {
  const campaign = await transaction.campaign.findUnique({ where: { id } });
  if (campaign === null) throw new Problem('campaign-unknown');
  requireGoingOn(campaign);
}

function requireGoingOn({ id, erasedAt }: Campaign): void {
  if (erasedAt !== null)
    throw new Problem('import-conflict', { reason: `the campaign ${id} has forgotten its people` });
}

/** Forgets what was left, and previews nobody needs to look at any more. */
async function leaveOld(
  transaction: Prisma.TransactionClient,
  same: Pick<Prisma.DataImportWhereInput, 'kind' | 'windowId' | 'fileDigest' | 'preview'> & {
    readonly preview: boolean;
  },
): Promise<void> {
  const longAgo = { lt: new Date(Date.now() - IMPORT_RESUMABLE_DAYS * DAY_MS) };
  const left = await transaction.dataImport.updateManyAndReturn({
    select: { id: true },
    where: { state: 'running', OR: [{ updatedAt: longAgo }, ...(same.preview ? [same] : [])] },
    data: { state: 'left' },
  });
  if (left.length > 0) {
    await transaction.importLine.deleteMany({ where: { importId: { in: left.map(({ id }) => id) } } });
  }
  await transaction.dataImport.deleteMany({
    where: { preview: true, state: { not: 'running' }, updatedAt: longAgo },
  });
}
