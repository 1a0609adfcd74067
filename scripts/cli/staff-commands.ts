import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type InvitedMember, type StaffAccount, type StaffRole, staffRoles } from '@sunbeon/core';
import { type Command, Option } from 'commander';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command-context.ts';
import type { KnownStack } from './known-stack.ts';

interface CreateOptions {
  readonly login: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly site?: string;
}

interface AcceptOptions {
  readonly passwordFile?: string;
  readonly code?: string;
}

const STANDARD_INPUT = '-';

/** `staff create|list|reset|disable|accept` */
export function addStaffCommands(program: Command, context: CommandContext): void {
  const staff = program.command('staff').description('accounts of those who work here');
  staff
    .command('create')
    .description('an account, and an invitation for whoever it is for; the first admin is made so')
    .requiredOption('--login <login>', 'what they log in by, for good: small letters, digits, ".", "_", "-"')
    .requiredOption('--name <name>', 'their name')
    .addOption(new Option('--role <role>', 'what they may do').choices(staffRoles).makeOptionMandatory())
    .option('--site <id>', 'the site a clinic works for')
    .action(async ({ login, name, role, site }: CreateOptions) => {
      const stack = await context.stack();
      const made = await stack.staff.accounts.invite({ login, name, role, siteId: site ?? null });
      await context.output().one(invited(stack, made));
    });
  staff
    .command('list')
    .description('every account, one per line')
    .action(async () => {
      const { staff: api } = await context.stack();
      const members = await api.accounts.list();
      await context.output().many(context.output().json ? members : members.map(memberRow));
    });
  staff
    .command('reset <login>')
    .description('void password and second factor, and invite anew: for who lost one, is locked out or was disabled')
    .action(async (login: string) => {
      const stack = await context.stack();
      const { accounts } = stack.staff;
      await context.output().one(invited(stack, await accounts.reset((await accounts.find(login)).id)));
    });
  staff
    .command('disable <login>')
    .description('end every session of an account, and let it log in no more')
    .action(async (login: string) => {
      const { staff: api } = await context.stack();
      await context.output().one(await api.accounts.disable((await api.accounts.find(login)).id));
    });
  addAccept(staff, context);
}

function addAccept(staff: Command, context: CommandContext): void {
  staff
    .command('accept <invitation>')
    .description('take an invitation up: without --code shows the secret for an authenticator app, with it logs in')
    .option(
      '--password-file <file>',
      `a file that holds the password in one line; ${STANDARD_INPUT} for standard input`,
    )
    .option('--code <digits>', 'what the authenticator app shows')
    .action(async (token: string, { passwordFile, code }: AcceptOptions) => {
      const { staff: api } = await context.stack();
      if (code === undefined) {
        const { member, totp, expiresAt } = await api.accounts.look(token);
        await context.output().one({ login: member.login, role: member.role, ...totp, expiresAt });
        return;
      }
      if (passwordFile === undefined) throw new CliError('invalid-arguments', '--code goes with --password-file');
      const password = await passwordIn(passwordFile);
      await context.output().one(await api.accounts.accept({ token, password, code }));
    });
}

async function passwordIn(file: string): Promise<string> {
  try {
    const written = file === STANDARD_INPUT ? await text(process.stdin) : await readFile(file, 'utf8');
    return written.replace(/\r?\n$/, '');
  } catch (error) {
    throw new CliError('file-unreadable', error instanceof Error ? error.message : file);
  }
}

/** One value, with what there is to do next: on a page, or here. */
function invited({ record }: KnownStack, { member, invitation }: InvitedMember) {
  const { id, login, role, state } = member;
  const { token, expiresAt } = invitation;
  const page = `http://localhost:${record.ports.staff}/invitation#${token}`;
  return { id, login, role, state, invitation: token, expiresAt, page, next: `pnpm cli staff accept ${token}` };
}

function memberRow({ login, name, role, state, siteId, lastLoginAt }: StaffAccount) {
  return { login, name, role, state, site: siteId, lastLogin: lastLoginAt };
}
