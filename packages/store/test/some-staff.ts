import { randomBytes, randomUUID } from 'node:crypto';
import type { StaffRole } from '@sunbeon/core';
import type { Actor, Decider, Store } from '../src/index.ts';

/** Somebody who works here, as who asks and as who decides. */
export interface SomeStaff extends Decider {
  readonly actor: Actor;
}

/** A member with this role who is active. */
export async function aMemberOfStaff({ prisma }: Store, role: StaffRole): Promise<SomeStaff> {
  const login = `${role}-${randomBytes(4).toString('hex')}`;
  const siteId = role === 'clinic' ? 's1' : null;
  const data = {
    id: randomUUID(),
    login,
    name: '홍길동',
    role,
    siteId,
    passwordHash: 'x',
    sealedTotp: 'x',
    state: 'active' as const,
  };
  const { id: staffId } = await prisma.staffMember.create({ data });
  return { staffId, login, actor: { kind: 'staff', id: login } };
}
