import { type DrawDocument, drawDocumentSchema } from '@sunbeon/core';
import { entriesDigestOf, isCommittedSeed, isDrawnOrder } from '@sunbeon/crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { problemOf, RemoteProblem } from '../staff/remote-problem.ts';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command-context.ts';

interface VerifyOptions {
  readonly commitment?: string;
  readonly entry?: string;
}

const ANSWER_LIMIT_MS = 60_000;

/** `draw verify` */
export function addDrawCommands(program: Command, context: CommandContext): void {
  program
    .command('draw')
    .description('the draw of a lobby')
    .command('verify <id>')
    .description('recompute a draw from what the gate tells everybody; exit status 1 when something does not fit')
    .option('--commitment <hex>', 'the commitment as it was noted before the opening', digestArgument)
    .option('--entry <entry>', 'whose number to tell: the `entry` of a ticket')
    .action(async (id: string, options: VerifyOptions) => {
      const { record } = await context.stack();
      const verdict = verdictOn(await publicDraw(record.ports.gate, id), options);
      await context.output().one(verdict);
      if (verdict.verdict === 'failed')
        throw new CliError('draw-wrong', `the draw of ${id} is not what was committed to`);
    });
}

/** What can be said of a draw from its public data; a check is `null` while its data are not public. */
function verdictOn(draw: DrawDocument, { commitment, entry }: VerifyOptions) {
  const { seed, entries } = draw;
  const checks = {
    commitmentAsNoted: commitment === undefined ? null : commitment === draw.commitment,
    seedCommitted: seed === null ? null : isCommittedSeed(draw.commitment, seed),
    listAsDrawn:
      entries === null ? null : entriesDigestOf(entries) === draw.entriesDigest && entries.length === draw.drawn,
    orderOfSeed: entries === null || seed === null ? null : isDrawnOrder(seed, entries),
  };
  const position = entry === undefined || entries === null ? -1 : entries.indexOf(entry);
  return {
    windowId: draw.windowId,
    verdict: summaryOf(draw, Object.values(checks)),
    commitment: draw.commitment,
    seed,
    drawn: draw.drawn,
    ...checks,
    ...(entry === undefined ? {} : { number: position === -1 ? null : position + 1 }),
  };
}

/** `verified` only when everything was there to be checked. */
function summaryOf({ seed, entries }: DrawDocument, checks: readonly (boolean | null)[]) {
  if (checks.includes(false)) return 'failed';
  if (seed === null) return 'not-drawn';
  return entries === null ? 'not-listed' : 'verified';
}

async function publicDraw(gatePort: number, id: string): Promise<DrawDocument> {
  const url = `http://127.0.0.1:${gatePort}/v1/windows/${encodeURIComponent(id)}/draw`;
  const headers = { 'accept-language': 'en' };
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_LIMIT_MS) }).catch(
    (error: unknown) => {
      const detail = 'no gate answers: start the stack first (npm start)';
      throw new RemoteProblem({ code: 'stack-unreachable', detail }, { cause: error });
    },
  );
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response.status, body);
  return drawDocumentSchema.parse(body);
}

function digestArgument(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new InvalidArgumentError('not a commitment: 64 hexadecimal digits');
  return text.toLowerCase();
}
