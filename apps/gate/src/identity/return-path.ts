import { z } from 'zod';

const MAX_LENGTH = 512;
/** Any origin will do: a path that leaves it is none of ours. */
const SOMEWHERE = 'http://gate.invalid';
/** One slash and no second one, no backslash (browsers read it as a slash), nothing that is not visible ASCII. */
const LOCAL_PATH = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/;

/** A path on our own pages to go back to after the login; anything that could lead elsewhere is refused. */
export const returnPathSchema = z
  .string()
  .max(MAX_LENGTH)
  .refine((path) => LOCAL_PATH.test(path) && URL.canParse(path, SOMEWHERE), { error: 'a path on this site' })
  .refine((path) => new URL(path, SOMEWHERE).origin === SOMEWHERE, { error: 'a path on this site' })
  .transform((path) => {
    const { pathname, search, hash } = new URL(path, SOMEWHERE);
    return `${pathname}${search}${hash}`;
  });
