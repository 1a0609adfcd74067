import { createHash } from 'node:crypto';
import { expect } from '@jest/globals';
import {
  type ImportKind,
  type ImportReject,
  type ImportView,
  importRejectsSchema,
  importViewSchema,
} from '@sunbeon/core';
import type { TestApi } from './an-api.ts';

export interface ImportOf {
  readonly kind: ImportKind;
  readonly window?: string;
  readonly campaign?: string;
  readonly preview?: boolean;
}

/** Begins an import of a file as whoever reads it does. */
export function beginImport({ staff }: TestApi, file: Buffer, { preview = false, ...what }: ImportOf) {
  const fileDigest = createHash('sha256').update(file).digest('hex');
  return staff('POST', '/v1/staff/imports', { ...what, preview, fileDigest, fileBytes: file.length });
}

/** Sends a piece of a file. */
export async function sendPiece(
  { api, staffKey }: TestApi,
  id: string,
  bytes: Uint8Array<ArrayBuffer>,
  offset: number,
) {
  const url = `http://127.0.0.1:${api.staffPort}/v1/staff/imports/${id}/pieces?offset=${offset}`;
  const headers = { 'content-type': 'text/csv', authorization: `Bearer ${staffKey}`, connection: 'close' };
  const answer = await fetch(url, { method: 'POST', headers, body: bytes });
  const body: unknown = await answer.json();
  return { status: answer.status, body };
}

/** Sends a file as far as it has to be sent, from where the import stands, in pieces of so many bytes. */
export async function importFile(
  house: TestApi,
  text: string | Buffer,
  { pieceBytes = 2 ** 20, ...what }: ImportOf & { pieceBytes?: number },
): Promise<ImportView> {
  const file = Buffer.from(text);
  let at = importViewSchema.parse((await beginImport(house, file, what)).body);
  while (at.state === 'running') {
    const piece = new Uint8Array(file.subarray(at.offset, at.offset + pieceBytes));
    const answer = await sendPiece(house, at.id, piece, at.offset);
    expect(answer).toMatchObject({ status: 200 });
    at = importViewSchema.parse(answer.body);
  }
  return at;
}

/** Lines of an import that were not taken. */
export async function rejectsOf({ staff }: TestApi, { id }: ImportView): Promise<ImportReject[]> {
  return importRejectsSchema.parse((await staff('GET', `/v1/staff/imports/${id}/rejects`)).body).rejects;
}
