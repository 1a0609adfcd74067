import { formatInSeoul, type KeptCampaignView } from '@sunbeon/core';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.ts';

/** `retention preview|run`, `sealing keys` */
export function addDataCommands(program: Command, context: CommandContext): void {
  const retention = program.command('retention').description('how long people are known');
  const preview = async (): Promise<void> => {
    const { staff } = await context.stack();
    const { campaigns } = await staff.retention();
    const output = context.output();
    await output.many(output.json ? campaigns : campaigns.map(campaignRow));
  };
  retention
    .command('preview')
    .description('campaigns that still know their people, and when they forget them, one per line')
    .action(preview);
  retention
    .command('run')
    .description('forget now whoever is due; the worker does so once an hour')
    .option('--dry-run', 'change nothing: the same as preview')
    .action(async ({ dryRun = false }: { dryRun?: boolean }) => {
      if (dryRun) await preview();
      else await context.output().one(await runRetention(context));
    });
  program
    .command('sealing')
    .description('keys that seal names and phones')
    .command('keys')
    .description(
      'how many bookings, messages and roll entries each key still seals, one per line; one that seals none may be taken off',
    )
    .action(async () => {
      const { staff } = await context.stack();
      const { keys } = await staff.sealingKeys();
      await context.output().many(keys);
    });
}

/** Asks until nobody is left who is due; the staff API answers after a bounded number of batches. */
async function runRetention(context: CommandContext) {
  const { staff } = await context.stack();
  const sum = { bookings: 0, messages: 0, requests: 0, setAside: 0, rollEntries: 0, consents: 0 };
  for (;;) {
    const { more, ...erased } = await staff.runRetention();
    sum.bookings += erased.bookings;
    sum.messages += erased.messages;
    sum.requests += erased.requests;
    sum.setAside += erased.setAside;
    sum.rollEntries += erased.rollEntries;
    sum.consents += erased.consents;
    if (!more) return sum;
  }
}

function campaignRow({ id, bookings, rollEntries, endsAt, erasesAt, title }: KeptCampaignView) {
  return {
    id,
    bookings,
    rollEntries,
    ends: formatInSeoul(new Date(endsAt)),
    forgets: formatInSeoul(new Date(erasesAt)),
    title,
  };
}
