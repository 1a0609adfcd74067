/** Requests as they go over the wire, one for each person. */
export type Calls = readonly Buffer[];

/** A booking request as its person knows it. */
export interface Asked {
  readonly pass: string;
  readonly key: string;
  readonly requestId: string;
}

export function statusCalls(windowId: string): Calls {
  return [request('GET', `/v1/windows/${windowId}/status`)];
}

export function joinCalls(windowId: string, sessions: readonly string[]): Calls {
  return sessions.map((session) => request('POST', `/v1/windows/${windowId}/tickets`, { session, body: '{}' }));
}

export function claimCalls(tickets: readonly string[]): Calls {
  return tickets.map((session) => request('POST', '/v1/admissions', { session, body: '{}' }));
}

/** As the page asks: the slots of a municipality. */
export function slotCalls(windowId: string, municipalities: readonly string[]): Calls {
  return municipalities.map((code) => request('GET', `/v1/slots?window=${windowId}&municipality=${code}`));
}

/** Three choices each. */
export function submitCalls(requests: readonly Asked[], slots: readonly string[]): Calls {
  return requests.map(({ pass, key }, index) => {
    const choices = [0, 1, 2].map((n) => slots[(index * 7 + n * 31) % slots.length]);
    return request('POST', '/v1/bookings', { session: pass, key, body: JSON.stringify({ slots: choices }) });
  });
}

export function outcomeCalls(requests: readonly Asked[]): Calls {
  return requests.map(({ pass, requestId }) => request('GET', `/v1/booking-requests/${requestId}`, { session: pass }));
}

export function bookingsCalls(sessions: readonly string[]): Calls {
  return sessions.map((session) => request('GET', '/v1/bookings/me', { session }));
}

interface Said {
  /** The bearer: a session, a ticket or a pass. */
  readonly session?: string;
  readonly key?: string;
  readonly body?: string;
}

function request(method: 'GET' | 'POST', path: string, { session, key, body }: Said = {}): Buffer {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: keep-alive',
    'Accept: application/json',
    ...(session === undefined ? [] : [`Authorization: Bearer ${session}`]),
    ...(key === undefined ? [] : [`Idempotency-Key: ${key}`]),
    ...(body === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`);
}
