import { Problem } from '@sunbeon/core';
import type { Decider } from '@sunbeon/store';
import type { Request } from 'express';
import { z } from 'zod';
import { staffOf } from '../staff-of.ts';

const idSchema = z.uuid();

/** The request a route names. @throws {Problem} `approval-unknown` for what is no id */
export function approvalIdOf(req: Request): string {
  const id = idSchema.safeParse(req.params['id']);
  if (!id.success) throw new Problem('approval-unknown');
  return id.data;
}

/** Who decides. @throws {Problem} `staff-forbidden` for the staff key, which is nobody's and no second person */
export function deciderOf(req: Request): Decider {
  const { id: staffId, login, sessionId } = staffOf(req);
  if (sessionId === null) throw new Problem('staff-forbidden', { reason: 'the staff key is no second person' });
  return { staffId, login };
}
