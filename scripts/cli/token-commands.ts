import { Keyring, verifyPass, verifySession, verifyTicket } from '@sunbeon/crypto';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Secrets } from '../stack/secrets.ts';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command-context.ts';

const objectSchema = z.looseObject({ aud: z.string().optional(), exp: z.number().optional() });

/** `token inspect` */
export function addTokenCommands(program: Command, context: CommandContext): void {
  program
    .command('token')
    .description('sessions, tickets and passes')
    .command('inspect <token>')
    .description('what a token says, and whether this stack accepts it now')
    .action(async (token: string) => {
      const { secrets } = await context.stack();
      const [header = '', payload = ''] = token.split('.');
      const claims = partOf(payload);
      await context.output().one({
        kind: claims.aud ?? null,
        valid: isAccepted(secrets, claims.aud ?? '', token),
        expiresAt: claims.exp === undefined ? null : new Date(claims.exp * 1_000).toISOString(),
        header: partOf(header),
        claims,
      });
    });
}

function partOf(part: string) {
  try {
    return objectSchema.parse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  } catch {
    throw new CliError('invalid-arguments', 'not a token: three parts of base64url, separated by dots');
  }
}

function isAccepted(secrets: Secrets, audience: string, token: string): boolean {
  switch (audience) {
    case 'session':
      return verifySession(Keyring.parse(secrets.SESSION_KEYS), token) !== null;
    case 'ticket':
      return verifyTicket(Keyring.parse(secrets.TICKET_KEYS), token) !== null;
    case 'pass':
      return verifyPass(Keyring.parse(secrets.PASS_KEYS), token) !== null;
    default:
      return false;
  }
}
