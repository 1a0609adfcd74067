import { Headers, type RequestInit, type Response } from 'undici';
import type { House } from '../house.ts';
import type { Source } from './find-spellings.ts';

const MAX_HOPS = 10;

/** What someone says about themselves at the identity provider. */
export interface Details {
  readonly name: string;
  readonly birthDate: string;
  readonly phone: string;
}

/** Somebody with a browser whose every exchange with our own doors is recorded: addresses, headers, bodies, cookies. */
export class Traveller {
  readonly #house: House;
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>();
  readonly #records: Source[] = [];

  constructor(house: House) {
    this.#house = house;
  }

  /** Everything that came back from our own doors. */
  get records(): readonly Source[] {
    return this.#records;
  }

  /** What a page would send as a bearer token. */
  get session(): string {
    return this.#cookies.get('sunbeon_session')?.value ?? '';
  }

  /** Asks one of our own doors; redirects are not followed. */
  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const response = await this.#open(url, init);
    const copy = response.clone();
    const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    const { pathname } = new URL(url);
    this.#records.push({
      where: `answer to ${init.method ?? 'GET'} ${pathname.slice(0, 40)}`,
      content: Buffer.from(`${head}\n\n${await copy.text()}`),
    });
    return response;
  }

  /** Verifies who they are at a provider of the sandbox, by the details given, and comes back with a session. */
  async verify(details: Details, provider: 'mobile' | 'certificate' | 'card' = 'mobile'): Promise<void> {
    const { gateUrl } = this.#house.stack;
    const start = await this.ask(`${gateUrl}/v1/identity/login/${provider}?returnTo=/me`);
    const loginPage = await this.#follow(start.headers.get('location') ?? '', {});
    const body = new URLSearchParams({ ...details });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const callback = await this.#follow(loginPage, { method: 'POST', body: body.toString(), headers });
    const end = await this.ask(callback);
    if (end.status !== 303 || this.session === '') throw new Error(`no session: ${end.status}`);
  }

  /** Follows redirects as long as they stay where they are; returns where they end or lead away to. */
  async #follow(url: string, init: RequestInit): Promise<string> {
    const { origin } = new URL(url);
    let here = url;
    let response = await this.#open(url, init);
    for (let hops = 0; hops < MAX_HOPS; hops += 1) {
      const location = response.headers.get('location');
      if (location === null) return here;
      here = new URL(location, here).href;
      if (!here.startsWith(origin)) return here;
      response = await this.#open(here, {});
    }
    throw new Error('redirected in circles');
  }

  async #open(url: string, init: RequestInit): Promise<Response> {
    const { pathname } = new URL(url);
    const sent = [...this.#cookies].filter(([, { path }]) => pathname.startsWith(path));
    const cookie = sent.map(([name, { value }]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    headers.set('cookie', cookie);
    const response = await this.#house.fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', ...value] = pair.split('=');
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
    if (value.join('=') === '') this.#cookies.delete(name);
    else this.#cookies.set(name, { value: value.join('='), path });
  }
}
