/** As much of a browser as a login needs: cookies by path, and redirects one at a time. */
export class Browser {
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>();

  async get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.#fetch(url, {}, headers);
  }

  async post(url: string, form: Readonly<Record<string, string>>): Promise<Response> {
    return this.#fetch(url, { method: 'POST', body: new URLSearchParams(form) });
  }

  /** Follows redirects while they stay on `origin`; returns where they lead, or the page they end on. */
  async follow(response: Response, origin: string): Promise<{ response: Response; url: string }> {
    let current = response;
    let url = response.url;
    for (let hops = 0; hops < 10; hops += 1) {
      const location = current.headers.get('location');
      if (location === null) break;
      url = new URL(location, url).href;
      if (!url.startsWith(origin)) break;
      current = await this.get(url);
    }
    return { response: current, url };
  }

  async #fetch(url: string, init: RequestInit, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const { pathname } = new URL(url);
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...headers, cookie } });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', value = ''] = pair.split('=', 2);
    const path = attributes.find((attribute) => attribute.startsWith('path='))?.slice(5) ?? '/';
    const key = `${name} ${path}`;
    if (value === '') this.#cookies.delete(key);
    else this.#cookies.set(key, { value, path });
  }
}
