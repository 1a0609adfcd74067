import { fireByAutocannon } from './autocannon-client.ts';
import { type Fired, fire, type HowLong, type Requests } from './closed-loop.ts';

/** Who sends: our own client, or a known tool that anyone can hold ours against. */
export const clientNames = ['own', 'autocannon'] as const;
export type ClientName = (typeof clientNames)[number];

/** Keeps a server busy with these requests for so long; throws at anything that is no success. */
export type Client = (url: string, requests: Requests, howLong: HowLong) => Promise<Fired>;

export const clients: Readonly<Record<ClientName, Client>> = {
  own: (url, requests, howLong) => fire(url, requests, howLong),
  autocannon: fireByAutocannon,
};
