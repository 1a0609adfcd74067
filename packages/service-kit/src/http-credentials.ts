import type { IncomingHttpHeaders } from 'node:http';

/** As much of a request as credentials travel in. */
export interface WithHeaders {
  readonly headers: IncomingHttpHeaders;
}

/** The cookie that carries a citizen's session in a browser. */
export const SESSION_COOKIE = 'sunbeon_session';

/** The token of `Authorization: Bearer …`, if any. */
export function bearerOf({ headers }: WithHeaders): string | null {
  if (headers.authorization === undefined) return null;
  return /^Bearer +([\w.~+/=-]+)$/i.exec(headers.authorization)?.[1] ?? null;
}

/** Every cookie, in the order the browser sent them. */
export function cookiesOf({ headers }: WithHeaders): [name: string, value: string][] {
  if (headers.cookie === undefined) return [];
  return headers.cookie.split(';').map((pair) => {
    const [name = '', ...value] = pair.trim().split('=');
    return [name, value.join('=')];
  });
}

/** The value of a cookie; the first when a browser sends several of the same name. */
export function cookieOf(req: WithHeaders, name: string): string | null {
  return cookiesOf(req).find(([key]) => key === name)?.[1] ?? null;
}

/** The session a request shows: as a bearer token, else in the cookie. */
export function sessionTokenOf(req: WithHeaders): string | null {
  return bearerOf(req) ?? cookieOf(req, SESSION_COOKIE);
}
