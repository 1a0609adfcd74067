import {
  type InvitationView,
  type InvitedMember,
  type InviteMemberBody,
  invitationViewSchema,
  invitedMemberSchema,
  type StaffAccount,
  type StaffLogin,
  staffAccountSchema,
  staffLoginAnswerSchema,
} from '@sunbeon/core';
import { z } from 'zod';
import { RemoteProblem } from './remote-problem.ts';
import type { StaffCall } from './staff-api.ts';

const memberListSchema = z.object({ members: z.array(staffAccountSchema) });

/** Accounts of those who work here, by the staff API. */
export class AccountsApi {
  readonly #call: StaffCall;

  constructor(call: StaffCall) {
    this.#call = call;
  }

  async list(): Promise<StaffAccount[]> {
    const { members } = memberListSchema.parse(await this.#call('/v1/staff/members'));
    return members;
  }

  /** The account with this login; rejects with `staff-unknown` when there is none. */
  async find(login: string): Promise<StaffAccount> {
    const found = (await this.list()).find((member) => member.login === login);
    if (found === undefined)
      throw new RemoteProblem({ code: 'staff-unknown', detail: `nobody has the login ${login}` });
    return found;
  }

  /** A new account; its holder takes up the invitation. */
  async invite(body: InviteMemberBody): Promise<InvitedMember> {
    return invitedMemberSchema.parse(await this.#post('/v1/staff/members', body));
  }

  /** Voids both factors of an account; the invitation leads to new ones. */
  async reset(id: string): Promise<InvitedMember> {
    return invitedMemberSchema.parse(await this.#post(`/v1/staff/members/${id}/reset`));
  }

  async disable(id: string): Promise<StaffAccount> {
    return staffAccountSchema.parse(await this.#post(`/v1/staff/members/${id}/disable`));
  }

  /** Whom an invitation is for, and the secret for their authenticator app. */
  async look(token: string): Promise<InvitationView> {
    return invitationViewSchema.parse(await this.#post('/v1/staff/invitations/look', { token }));
  }

  /** Takes an invitation up; answers as a login does. */
  async accept(body: { token: string; password: string; code: string }): Promise<StaffLogin> {
    return staffLoginAnswerSchema.parse(await this.#post('/v1/staff/invitations/accept', body));
  }

  async logIn(body: { login: string; password: string; code: string }): Promise<StaffLogin> {
    return staffLoginAnswerSchema.parse(await this.#post('/v1/staff/sessions', body));
  }

  #post(path: string, body: object = {}): Promise<unknown> {
    return this.#call(path, { method: 'POST', body: JSON.stringify(body), contentType: 'application/json' });
  }
}
