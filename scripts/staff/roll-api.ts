import {
  type RollImportView,
  type RollReject,
  rollImportsSchema,
  rollImportViewSchema,
  rollRejectsSchema,
  type StartRollImportBody,
} from '@sunbeon/core';
import type { StaffCall } from './staff-api.ts';

const PATH = '/v1/staff/roll/imports';

/** The part of the staff API that takes rolls in. */
export class RollApi {
  readonly #call: StaffCall;

  constructor(call: StaffCall) {
    this.#call = call;
  }

  /** Begins an import, or finds it as far as it has come. */
  async start(body: StartRollImportBody): Promise<RollImportView> {
    const json = { method: 'POST', body: JSON.stringify(body), contentType: 'application/json' } as const;
    return rollImportViewSchema.parse(await this.#call(PATH, json));
  }

  async find(id: string): Promise<RollImportView> {
    return rollImportViewSchema.parse(await this.#call(`${PATH}/${encodeURIComponent(id)}`));
  }

  /** @param bytes of the file, from `offset` on */
  async send(id: string, offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<RollImportView> {
    const path = `${PATH}/${encodeURIComponent(id)}/pieces?offset=${offset}`;
    const piece = { method: 'POST', body: bytes, contentType: 'text/csv' } as const;
    return rollImportViewSchema.parse(await this.#call(path, piece));
  }

  /** The newest first; of one campaign, if named. */
  async list(campaign?: string): Promise<RollImportView[]> {
    const query = campaign === undefined ? '' : `?campaign=${encodeURIComponent(campaign)}`;
    return rollImportsSchema.parse(await this.#call(`${PATH}${query}`)).imports;
  }

  /** Lines that made nobody an entry, some at a time. */
  async *rejects(id: string): AsyncGenerator<readonly RollReject[]> {
    let after = 0;
    for (;;) {
      const path = `${PATH}/${encodeURIComponent(id)}/rejects?after=${after}`;
      const { rejects } = rollRejectsSchema.parse(await this.#call(path));
      const last = rejects.at(-1);
      if (last === undefined) return;
      yield rejects;
      after = last.line;
    }
  }
}
