import { type AuditVerdict, CHAIN_START, type ChainMark, chainMarkText, parseChainMark } from '@sunbeon/core';
import { auditHead, openStore, type Store, verifyChain } from '@sunbeon/store';
import { type Command, InvalidArgumentError } from 'commander';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command-context.ts';

/** Entries recomputed between two lines about progress. */
const ENTRIES_PER_STEP = 20_000;
const TOLD_EVERY_MS = 1_000;

/** `audit verify|head`: straight from Postgres, so that no service has to be believed. */
export function addAuditCommands(program: Command, context: CommandContext): void {
  const audit = program.command('audit').description('the audit trail and its chain of hashes');
  audit
    .command('verify')
    .description('recompute the whole chain; exit status 1 when an entry was changed, removed, added or moved')
    .option(
      '--head <hash@position>',
      'a head that was kept elsewhere: shows what was cut off or rewritten',
      markArgument,
    )
    .action(async ({ head }: { head?: ChainMark }) => {
      await using store = await storeOf(context);
      await context.output().one(await verdictOn(store, head ?? null, context));
    });
  audit
    .command('head')
    .description('the end of the chain: keep it where nobody who runs this can change it')
    .action(async () => {
      await using store = await storeOf(context);
      const { sealedAt, ...mark } = await auditHead(store);
      await context.output().one({ head: chainMarkText(mark), ...mark, sealedAt });
    });
}

/** Of `DATABASE_URL`, else of the stack, whether its services run or not. */
async function storeOf(context: CommandContext): Promise<Store> {
  const databaseUrl = context.env['DATABASE_URL'] ?? (await context.stack()).record.databaseUrl;
  return openStore({ databaseUrl, poolSize: 1 });
}

async function verdictOn(store: Store, kept: ChainMark | null, context: CommandContext) {
  let toldMs = performance.now();
  let verdict: AuditVerdict | null = null;
  while (verdict?.done !== true) {
    verdict = await verifyChain(store, { from: verdict?.reached ?? CHAIN_START, kept, most: ENTRIES_PER_STEP });
    if (performance.now() - toldMs < TOLD_EVERY_MS) continue;
    toldMs = performance.now();
    await context.tell({ verified: verdict.reached.position, entries: verdict.entries });
  }
  const { fault, reached } = verdict;
  if (fault !== null) throw new CliError('audit-wrong', faultText(fault));
  return {
    verdict: 'verified',
    entries: reached.position,
    head: chainMarkText(reached),
    keptHead: kept === null ? null : 'found',
  };
}

function faultText({ kind, position, entryId }: NonNullable<AuditVerdict['fault']>): string {
  const entry = entryId === null ? '' : ` (entry ${entryId})`;
  return `the audit trail is not what it was: ${kind} at position ${position}${entry}`;
}

function markArgument(text: string): ChainMark {
  const mark = parseChainMark(text);
  if (mark === null) throw new InvalidArgumentError('not a head: 64 hexadecimal digits, @, and a position');
  return mark;
}
