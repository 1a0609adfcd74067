/** What a service holds open, closed in the reverse order of opening. Stands in for `AsyncDisposableStack`, which Node 20 lacks. */
export class ResourceStack implements AsyncDisposable {
  readonly #held: AsyncDisposable[] = [];

  /** Takes over a resource and hands it back. */
  use<Resource extends AsyncDisposable>(resource: Resource): Resource {
    this.#held.push(resource);
    return resource;
  }

  /** Runs `opening`; when it fails, everything opened so far is closed before the error goes on. */
  async whileOpening<Result>(opening: () => Promise<Result>): Promise<Result> {
    try {
      return await opening();
    } catch (error) {
      await this[Symbol.asyncDispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (let resource = this.#held.pop(); resource; resource = this.#held.pop()) await resource[Symbol.asyncDispose]();
  }
}
