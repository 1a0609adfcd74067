import { z } from 'zod';

const MAX_LENGTH = 512;
/** Any origin will do: a path that leaves it is none of ours. */
const SOMEWHERE = 'http://gate.invalid';
const NOT_LOCAL = 'a path on this site';
/** One slash and no second one, no backslash (browsers read it as a slash), nothing that is not visible ASCII. */
const LOCAL_PATH = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/;

/**
 * A path on our own pages to go back to after the login; anything that could lead elsewhere is refused. What counts is
 * the path as a browser resolves it: `/a/..//evil.example` begins with two slashes once its dots are gone.
 */
export const returnPathSchema = z
  .string()
  .max(MAX_LENGTH)
  .regex(LOCAL_PATH, { error: NOT_LOCAL })
  .transform((path) => {
    const { pathname, search, hash } = new URL(path, SOMEWHERE);
    return `${pathname}${search}${hash}`;
  })
  .pipe(z.string().regex(LOCAL_PATH, { error: NOT_LOCAL }));
