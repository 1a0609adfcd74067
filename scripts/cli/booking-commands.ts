import { formatInSeoul, MAX_MESSAGES_PER_CALL, type StaffBookings } from '@sunbeon/core';
import type { Command } from 'commander';
import type { BookingSearch } from '../staff/staff-api.ts';
import { countArgument } from './arguments.ts';
import { CliError } from './cli-error.ts';
import type { CommandContext } from './command-context.ts';

interface Reason {
  readonly reason: string;
}

/** `booking find|cancel|move`, `messages failed|requeue` */
export function addBookingCommands(program: Command, context: CommandContext): void {
  const booking = program
    .command('booking')
    .description('bookings of people who call; every look and change is audited');
  booking
    .command('find')
    .description('bookings by what the caller reads out or by the phone they gave, one per line')
    .option('--number <number>', 'booking number, e.g. K7QM-3X9T-2PAD')
    .option('--phone <phone>', 'mobile number')
    .requiredOption('--reason <text>', 'why, for the audit trail')
    .action(async ({ reason, ...given }: Reason & { number?: string; phone?: string }) => {
      const { staff } = await context.stack();
      const bookings = await staff.findBookings(searchOf(given), reason);
      const output = context.output();
      await output.many(output.json ? bookings : bookings.map(bookingRow));
    });
  booking
    .command('cancel <id>')
    .description('cancel a booking, and the second dose with the first')
    .requiredOption('--reason <text>', 'why, for the audit trail')
    .action(async (id: string, { reason }: Reason) => {
      const { staff } = await context.stack();
      await context.output().one(await staff.cancelBooking(id, reason));
    });
  booking
    .command('move <id>')
    .description('move a booking to another slot')
    .requiredOption('--slot <id>', 'where to')
    .requiredOption('--reason <text>', 'why, for the audit trail')
    .action(async (id: string, { slot, reason }: Reason & { slot: string }) => {
      const { staff } = await context.stack();
      await context.output().one(await staff.moveBooking(id, slot, reason));
    });
  addMessageCommands(program, context);
}

function addMessageCommands(program: Command, context: CommandContext): void {
  const messages = program.command('messages').description('text messages to people');
  messages
    .command('failed')
    .description('messages that were given up, the newest first, one per line')
    .option('--limit <messages>', 'how many', countArgument(1, MAX_MESSAGES_PER_CALL), 100)
    .action(async ({ limit }: { limit: number }) => {
      const { staff } = await context.stack();
      await context.output().many(await staff.failedMessages(limit));
    });
  messages
    .command('requeue <id...>')
    .description('try failed messages anew; says which were put back')
    .action(async (ids: string[]) => {
      const { staff } = await context.stack();
      await context.output().one(await staff.requeueMessages(ids));
    });
}

function searchOf({ number, phone }: { number?: string; phone?: string }): BookingSearch {
  if (number !== undefined && phone === undefined) return { number };
  if (phone !== undefined && number === undefined) return { phone };
  throw new CliError('invalid-arguments', 'either --number or --phone');
}

/** A booking as a line of a table for people, with Korean times. */
function bookingRow({ id, number, state, dose, startsAt, siteName, message }: StaffBookings['bookings'][number]) {
  return { number, state, dose, when: formatInSeoul(new Date(startsAt)), where: siteName, message, id };
}
