import { isUtf8 } from 'node:buffer';
import { Problem, readExportEnd, type UnreadableLineReason } from '@sunbeon/core';
import { parse } from 'csv-parse/sync';

/** Longest line, in bytes; a person takes about 150, a slot 50. */
const MAX_LINE_BYTES = 4_096;
/** Lines read by the CSV reader at a time; only where they hold something odd, each by itself. */
const LINES_AT_A_TIME = 500;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const NUMBER_SIGN = 0x23;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

/** What the first line of a file has to name. */
export interface FileColumns {
  /** Each once. */
  readonly needed: readonly string[];
  /** May be there, and are not read. */
  readonly unread: readonly string[];
  /** Whether they have to stand in this order, because nobody remembers another. */
  readonly inOrder: boolean;
}

/** Bytes of a file, and where they lie in it. */
export interface FilePiece {
  readonly bytes: Buffer;
  /** Of the first byte, in the file. */
  readonly offset: number;
  readonly fileBytes: number;
  /** Lines before. */
  readonly linesBefore: number;
  readonly columns: FileColumns;
  /** The columns as the first piece named them; of the first piece it says nothing. */
  readonly heading: readonly string[];
}

/** A line of the file: its fields in the order of the needed columns, or why it has none. */
export interface ReadLine {
  readonly line: number;
  readonly fields: readonly string[] | UnreadableLineReason;
}

/** What a piece holds up to the end of its last line: what is behind that is left for the next piece. */
export interface ReadPiece {
  /** Bytes read. */
  readonly used: number;
  /** Lines read, the heading and empty ones included. */
  readonly lines: number;
  /** The columns of the file. */
  readonly heading: readonly string[];
  /** Those that say something. */
  readonly read: readonly ReadLine[];
}

/**
 * Cuts a piece of a CSV file into lines, one row each, and reads their fields. A line break always ends a line, in quotes
 * too: so nothing that is wrong in one line reaches into the next, and a file can be read from the start of any line. The
 * last line of an export is no row.
 * @throws {Problem} `import-unreadable` when the first line does not name the columns, or a line is as long as the piece
 */
export function readLines({ bytes, offset, fileBytes, linesBefore, columns, heading: known }: FilePiece): ReadPiece {
  const isLast = offset + bytes.length >= fileBytes;
  const used = isLast ? bytes.length : bytes.lastIndexOf(LINE_FEED) + 1;
  if (used === 0) throw unreadable(`line ${linesBefore + 1} does not end`);
  const lines = linesOf(bytes.subarray(0, used));
  const heading = offset === 0 ? headingOf(lines.shift(), columns) : known;
  const first = linesBefore + (offset === 0 ? 2 : 1);
  const told = lines.flatMap((content, index) => (isRow(content) ? [{ line: first + index, content }] : []));
  const read: ReadLine[] = [];
  const inOrder = orderOf(heading, columns.needed);
  for (let at = 0; at < told.length; at += LINES_AT_A_TIME) {
    for (const one of fieldsOf(told.slice(at, at + LINES_AT_A_TIME))) read.push(inOrder(one));
  }
  return { used, lines: lines.length + (offset === 0 ? 1 : 0), heading, read };
}

interface ToldLine {
  readonly line: number;
  readonly content: Buffer;
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  while (start < bytes.length) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const next = feed === -1 ? bytes.length : feed;
    const end = next > start && bytes[next - 1] === CARRIAGE_RETURN ? next - 1 : next;
    lines.push(bytes.subarray(start, end));
    start = next + 1;
  }
  return lines;
}

function headingOf(line: Buffer | undefined, { needed, unread, inOrder }: FileColumns): readonly string[] {
  const marked = line?.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) === true;
  const content = marked ? line.subarray(BYTE_ORDER_MARK.length) : line;
  const named = content === undefined || content.length > MAX_LINE_BYTES ? null : recordOf(content.toString());
  const columns = named?.map((column) => column.toLowerCase()) ?? [];
  if (inOrder && columns.join(',') !== needed.join(',')) throw unreadable(`line 1 is not ${needed.join(',')}`);
  const missing = needed.find((column) => !columns.includes(column));
  if (missing !== undefined) throw unreadable(`line 1 does not name the column ${missing}`);
  const foreign = columns.findIndex((column) => !needed.includes(column) && !unread.includes(column));
  if (foreign !== -1)
    throw unreadable(`column ${foreign + 1} of line 1 is none of ${[...needed, ...unread].join(',')}`);
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw unreadable(`line 1 names the column ${twice} twice`);
  return columns;
}

function unreadable(reason: string): Problem {
  return new Problem('import-unreadable', { reason });
}

/** What puts the fields of a line into the order of the needed columns. */
function orderOf(heading: readonly string[], needed: readonly string[]): (line: ReadLine) => ReadLine {
  if (heading.join(',') === needed.join(',')) return (line) => line;
  const places = needed.map((column) => heading.indexOf(column));
  return ({ line, fields }) => {
    if (typeof fields === 'string') return { line, fields };
    if (fields.length !== heading.length) return { line, fields: 'columns' };
    return { line, fields: places.map((place) => fields[place] ?? '') };
  };
}

/** Blank lines, and the one that ends an export, say nothing. */
function isRow(content: Buffer): boolean {
  if (content[0] === NUMBER_SIGN) return readExportEnd(content.toString()) === null;
  return content.some((byte) => byte !== 0x20 && byte !== 0x09);
}

/** Many at once, which is what makes it fast; each by itself where the reader does not find a record on every line. */
function fieldsOf(lines: readonly ToldLine[]): ReadLine[] {
  const isPlain = lines.every(({ content }) => content.length <= MAX_LINE_BYTES && isUtf8(content));
  const records = isPlain ? recordsOf(lines.map(({ content }) => content.toString()).join('\n')) : null;
  if (records?.length !== lines.length) return lines.map(({ line, content }) => ({ line, fields: fieldsIn(content) }));
  return lines.map(({ line }, index) => ({ line, fields: records[index] ?? 'quotes' }));
}

function fieldsIn(content: Buffer): readonly string[] | UnreadableLineReason {
  if (content.length > MAX_LINE_BYTES) return 'line-too-long';
  if (!isUtf8(content)) return 'not-utf8';
  return recordOf(content.toString()) ?? 'quotes';
}

function recordOf(line: string): readonly string[] | null {
  const records = recordsOf(line);
  return records?.length === 1 ? (records[0] ?? null) : null;
}

/** `null` where quotes are not closed, or stand where none may. */
function recordsOf(text: string): string[][] | null {
  try {
    return parse(text, { recordDelimiter: '\n', relaxColumnCount: true, trim: true });
  } catch {
    return null;
  }
}
