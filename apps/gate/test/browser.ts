/** As much of a browser as a login needs: cookies by path, and redirects one at a time. */
export class Browser {
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>();

  /** Asks `url` with the cookies that belong there; redirects are not followed. */
  async open(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url);
    const cookies = [...this.#cookies].filter(([, { path }]) => pathname.startsWith(path));
    const headers = new Headers(init.headers);
    headers.set('cookie', cookies.map(([name, { value }]) => `${name}=${value}`).join('; '));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** Follows redirects from `url` while they stay on its origin; where they end or lead away to. */
  async follow(url: string, init: RequestInit = {}): Promise<string> {
    const { origin } = new URL(url);
    let here = url;
    let response = await this.open(url, init);
    for (let hops = 0; hops < 10; hops += 1) {
      const location = response.headers.get('location');
      if (location === null) return here;
      here = new URL(location, here).href;
      if (!here.startsWith(origin)) return here;
      response = await this.open(here);
    }
    throw new Error(`${url} redirects in circles`);
  }

  /** Has the cookies of another browser as they are now. */
  steal(victim: Browser): void {
    for (const [name, cookie] of victim.#cookies) this.#cookies.set(name, cookie);
  }

  /** The names of all its cookies, as they came. */
  names(): string[] {
    return [...this.#cookies.keys()];
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name)?.value;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', ...value] = pair.split('=');
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
    if (value.join('=') === '') this.#cookies.delete(name);
    else this.#cookies.set(name, { value: value.join('='), path });
  }
}
