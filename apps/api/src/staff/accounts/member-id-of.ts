import { Problem } from '@sunbeon/core';
import type { Request } from 'express';
import { z } from 'zod';

const memberIdSchema = z.uuid();

/** The member a request is about. @throws {Problem} `staff-unknown` for what is no id */
export function memberIdOf(req: Request): string {
  const id = memberIdSchema.safeParse(req.params['id']);
  if (!id.success) throw new Problem('staff-unknown');
  return id.data;
}
