import { randomUUID } from 'node:crypto';
import type { Caller } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import { aStaffPerson, type StaffPerson } from '../console.ts';
import { citizens, type House, outcomeOf, passFor, scheduleNight } from '../house.ts';
import { peopleOnRoll } from '../on-the-roll.ts';

/** An evening as staff see it, with people who do not exist. */
export interface ConsoleNight {
  readonly admin: StaffPerson;
  /** Of the first site of the open window. */
  readonly clinic: StaffPerson;
  readonly siteId: string;
  /** Open, with people who wait and some who have booked. */
  readonly windowId: string;
  /** Planned, with slots, and not scheduled yet. */
  readonly draftId: string;
  /** On the roll, and in the line of the open window. */
  readonly caller: Caller;
  /** Nobody has taken it up. */
  readonly invitation: string;
  /** Of whoever is invited. */
  readonly invitedId: string;
}

const BOOKED = 10;
const WAITING = 25;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** 20:00 in Seoul, in UTC. */
const EVENING_MS = 11 * HOUR_MS;

/** Lets an evening begin: one window open and busy, others on the following days, and staff of every kind. */
export async function beginConsoleNight(house: House): Promise<ConsoleNight> {
  const { id: windowId } = await scheduleNight(house, { opensInMs: 1_500, sites: 6, days: 3, timesPerDay: 6 });
  await scheduleFollowing(house);
  const draftId = await planDraft(house);
  const siteId = await bookSome(house, windowId);
  const caller = await letCall(house, windowId);
  const { staff } = house;
  const admin = await aStaffPerson(house, { role: 'admin', login: 'hong', name: '홍길동' });
  const clinic = await aStaffPerson(house, { role: 'clinic', login: 'seo.clinic', name: '서의원', siteId });
  await aStaffPerson(house, { role: 'agent', login: 'choi.agent', name: '최상담' });
  await aStaffPerson(house, { role: 'operator', login: 'park.operator', name: '박운영' });
  const invited = { login: 'jung.auditor', name: '정감사', role: 'auditor', siteId: null } as const;
  const { member, invitation } = await staff.accounts.invite(invited);
  return { admin, clinic, siteId, windowId, draftId, caller, invitation: invitation.token, invitedId: member.id };
}

/** The cohorts of the next evenings. */
async function scheduleFollowing({ staff }: House): Promise<void> {
  const midnightMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  for (const day of [1, 2, 3]) {
    const opensAtMs = midnightMs + day * DAY_MS + EVENING_MS;
    const year = 1968 + day;
    await staff.createWindow({
      title: `${year}년생 예방접종`,
      cohort: { birthFrom: `${year}-01-01`, birthTo: `${year}-12-31`, lastDigit: null },
      opensAt: new Date(opensAtMs).toISOString(),
      closesAt: new Date(opensAtMs + 4 * HOUR_MS).toISOString(),
    });
  }
}

/** A window of the week after, which lacks nothing but the seats of agents. */
async function planDraft({ staff }: House): Promise<string> {
  const opensAtMs = Math.floor(Date.now() / DAY_MS) * DAY_MS + 7 * DAY_MS + EVENING_MS;
  const { id } = await staff.createWindow({
    id: 'shots-1966',
    campaignId: 'shots',
    title: '1966–1968년생 예방접종',
    cohort: { birthFrom: '1966-01-01', birthTo: '1968-12-31', lastDigit: null },
    opensAt: new Date(opensAtMs).toISOString(),
    closesAt: new Date(opensAtMs + 4 * HOUR_MS).toISOString(),
    expectedPeople: 1_000,
    agentSeats: 0,
    draft: true,
  });
  const from = new Date(opensAtMs + 7 * DAY_MS).toISOString().slice(0, 10);
  await staff.generateSlots(id, { sites: 6, days: 5, timesPerDay: 6, capacity: 6, from });
  return id;
}

/** Somebody who waits, and calls. */
async function letCall(house: House, windowId: string): Promise<Caller> {
  const [person] = await peopleOnRoll(house, windowId, 1);
  if (person === undefined) throw new Error('nobody is on the roll');
  await house.gate.join(windowId, person.session);
  return person.caller;
}

/** Some people book, more join; tells a site somebody booked at. */
async function bookSome(house: House, windowId: string): Promise<string> {
  const { gate } = house;
  const people = await citizens(house, BOOKED + WAITING);
  await eventually(async () => {
    const status = await gate.status(windowId);
    if (!status.ok || status.body.state !== 'open') throw new Error('the window is not open yet');
  });
  const answer = await gate.slots(windowId);
  const slots = answer.ok ? answer.body.slots : [];
  const [first] = slots;
  if (first === undefined) throw new Error('there are no slots');
  await Promise.all(
    people.slice(0, BOOKED).map(async ({ session }, index) => {
      const pass = await passFor(house, windowId, session);
      const slot = slots[index % 4] ?? first;
      const receipt = await gate.book(pass, randomUUID(), [slot.id]);
      if (receipt.ok) await outcomeOf(house, pass, receipt.body.requestId);
    }),
  );
  await Promise.all(people.slice(BOOKED).map(({ session }) => gate.join(windowId, session)));
  return first.siteId;
}
