import type { RequestHandler } from 'express';

const SESSION_COOKIE = /^_session_[a-z]+(?:\.legacy)?(?:\.sig)?=/;

/** Hides the provider's session cookie, so that every login asks anew who one is: on a laptop one plays many people. */
export const forgetSession: RequestHandler = (req, _res, next) => {
  const cookies = req.headers.cookie?.split(/;\s*/).filter((cookie) => !SESSION_COOKIE.test(cookie));
  if (cookies) req.headers.cookie = cookies.join('; ');
  next();
};
