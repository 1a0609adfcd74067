import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { GateConfig } from '../config.ts';

const ONLY_OURS = ["'self'"];
const NOTHING = ["'none'"];

const directives = {
  defaultSrc: ONLY_OURS,
  scriptSrc: ONLY_OURS,
  scriptSrcAttr: NOTHING,
  styleSrc: ONLY_OURS,
  imgSrc: ONLY_OURS,
  connectSrc: ONLY_OURS,
  objectSrc: NOTHING,
  baseUri: NOTHING,
  formAction: ONLY_OURS,
  frameAncestors: NOTHING,
};

/** Headers for everything the gate answers: scripts, styles and connections of our own origin only, framed by nobody. */
export function securityHeaders({ isEncrypted }: GateConfig): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: isEncrypted,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  });
}

/** The pages under `/docs` bring their own style elements. */
export const docsHeaders: RequestHandler = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: { ...directives, styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'] },
});
