import { Problem } from '@sunbeon/core';
import { type AssistedPass, verifyAssistedPass } from '@sunbeon/crypto';
import type { AgentSeat } from '@sunbeon/waiting-room';
import type { Request } from 'express';
import type { ApiContext } from '../../context.ts';
import { staffOf } from '../staff-of.ts';

/** The pass in a text, which has to be that of whoever asks. @throws {Problem} `pass-invalid` */
export function assistedPassOf({ sessionKeys }: ApiContext, req: Request, text: string): AssistedPass {
  const pass = verifyAssistedPass(sessionKeys, text);
  if (pass === null || pass.staffId !== staffOf(req).id) throw new Problem('pass-invalid');
  return pass;
}

/** The grant of a seat that a pass belongs to. */
export function seatOf({ number, seatUntilMs }: AssistedPass): AgentSeat {
  return { number, expiresAtMs: seatUntilMs };
}
