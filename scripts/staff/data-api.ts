import {
  type ExportKind,
  type ImportReject,
  type ImportView,
  importRejectsSchema,
  importsSchema,
  importViewSchema,
  type StartImportBody,
} from '@sunbeon/core';
import type { StaffCall, StaffStream } from './staff-api.ts';

const IMPORTS = '/v1/staff/imports';

export interface ExportQuestion {
  readonly reason: string;
  readonly window?: string | undefined;
  /** The key of the last row somebody has. */
  readonly after?: string | undefined;
}

/** The part of the staff API that takes files of sites and slots in, and gives out what is known. */
export class DataApi {
  readonly #call: StaffCall;
  readonly #stream: StaffStream;

  constructor(call: StaffCall, stream: StaffStream) {
    this.#call = call;
    this.#stream = stream;
  }

  /** Begins an import or a preview, or finds the import as far as it has come. */
  async start(body: StartImportBody): Promise<ImportView> {
    const json = { method: 'POST', body: JSON.stringify(body), contentType: 'application/json' } as const;
    return importViewSchema.parse(await this.#call(IMPORTS, json));
  }

  async find(id: string): Promise<ImportView> {
    return importViewSchema.parse(await this.#call(`${IMPORTS}/${encodeURIComponent(id)}`));
  }

  /** @param bytes of the file, from `offset` on */
  async send(id: string, offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<ImportView> {
    const path = `${IMPORTS}/${encodeURIComponent(id)}/pieces?offset=${offset}`;
    const piece = { method: 'POST', body: bytes, contentType: 'text/csv' } as const;
    return importViewSchema.parse(await this.#call(path, piece));
  }

  /** The newest first. */
  async list(): Promise<ImportView[]> {
    return importsSchema.parse(await this.#call(IMPORTS)).imports;
  }

  /** Lines that were not taken, some at a time. */
  async *rejects(id: string): AsyncGenerator<readonly ImportReject[]> {
    let after = 0;
    for (;;) {
      const path = `${IMPORTS}/${encodeURIComponent(id)}/rejects?after=${after}`;
      const { rejects } = importRejectsSchema.parse(await this.#call(path));
      const last = rejects.at(-1);
      if (last === undefined) return;
      yield rejects;
      after = last.line;
    }
  }

  /** An export as it comes, piece by piece. */
  async export(kind: ExportKind, { reason, window, after }: ExportQuestion): Promise<AsyncIterable<Uint8Array>> {
    const query = new URLSearchParams({ reason });
    if (window !== undefined) query.set('window', window);
    if (after !== undefined) query.set('after', after);
    return this.#stream(`/v1/staff/exports/${kind}.csv?${query.toString()}`);
  }
}
