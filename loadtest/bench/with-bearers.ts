import type { Request } from 'autocannon';

/** One request after the other, each by the next of the bearers, beginning again after the last. */
export function withBearers(method: 'GET' | 'POST', path: string, bearers: readonly string[]): Request[] {
  let next = 0;
  const setupRequest = (request: Request): Request => {
    const authorization = bearers[next % bearers.length] ?? '';
    next += 1;
    return { ...request, headers: { authorization } };
  };
  return [{ method, path, setupRequest }];
}
