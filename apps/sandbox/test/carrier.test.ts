import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { aSandbox, type TestSandbox } from './a-sandbox.ts';
import { pieces, SmppClient, ucs2 } from './smpp-client.ts';

const LONG = '순번은 모두의 차례를 지킵니다. 예약이 확정되면 문자로 알려 드립니다. 😀 '.repeat(6).trim();

let sandbox: TestSandbox;
let client: SmppClient;

beforeEach(async () => {
  sandbox = await aSandbox();
  client = await SmppClient.connect(sandbox.smppPort);
});
afterEach(async () => {
  await client[Symbol.asyncDispose]();
  await sandbox[Symbol.asyncDispose]();
});

interface Message {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly parts: number;
  readonly deliveredAt: string | null;
}

async function inbox(query = ''): Promise<Message[]> {
  const { messages } = await (await fetch(`${sandbox.origin}/inbox.json${query}`)).json();
  return messages;
}

async function texts(query: string): Promise<string[]> {
  return (await inbox(query)).map(({ text }) => text);
}

async function stats(): Promise<Record<string, number>> {
  return await (await fetch(`${sandbox.origin}/inbox/stats.json`)).json();
}

test('a wrong password or system id is refused, and the session is closed', async () => {
  expect(await client.bind('wrong')).toMatchObject({ command_status: 0x0e });
  await client.ended();
  await using stranger = await SmppClient.connect(sandbox.smppPort);
  expect(await stranger.bind(sandbox.smppPassword, 'stranger')).toMatchObject({ command_status: 0x0f });
});

test('nothing is taken before the bind, nor without a phone or with anything but text', async () => {
  expect(await client.submit({ short_message: ucs2('너무 이름') })).toMatchObject({ command_status: 0x04 });
  await client.bind(sandbox.smppPassword);
  expect(await client.submit({ destination_addr: '', short_message: ucs2('누구?') })).toMatchObject({
    command_status: 0x0b,
  });
  expect(await client.submit({ data_coding: 4, short_message: Buffer.from([1, 2]) })).toMatchObject({
    command_status: 0x104,
  });
  expect(await client.request('query_sm', { message_id: '1' })).toMatchObject({ command_status: 0x0c });
  expect(await client.request('cancel_sm', { message_id: '1' })).toMatchObject({ command_status: 0x03 });
  expect(await client.bind(sandbox.smppPassword)).toMatchObject({ command_status: 0x05 });
  expect(await inbox()).toEqual([]);
});

test('a short message arrives, and its receipt names it by the standard text and by its fields', async () => {
  await client.bind(sandbox.smppPassword);
  const { message_id: id } = await client.submit({ short_message: ucs2('확정되었습니다.') });
  const [receipt] = await eventually(() => {
    expect(client.receipts).toHaveLength(1);
    return client.receipts;
  });
  expect(receipt).toMatchObject({ esm_class: 4, receipted_message_id: id, message_state: 2 });
  expect(receipt?.short_message?.message).toMatch(
    new RegExp(`^id:${id} sub:001 dlvrd:001 submit date:\\d{10} done date:\\d{10} stat:DELIVRD err:000 text:`),
  );
  expect(await inbox()).toMatchObject([{ id, from: '1339', to: '+821000000001', text: '확정되었습니다.', parts: 1 }]);
  expect((await inbox())[0]?.deliveredAt).not.toBeNull();
});

test('a long Korean text in one payload arrives whole', async () => {
  await client.bind(sandbox.smppPassword);
  await client.submit({ message_payload: ucs2(LONG) });
  expect((await inbox())[0]).toMatchObject({ text: LONG, parts: 1 });
});

test.each([
  ['8-bit', (total: number, sequence: number) => Buffer.from([5, 0, 3, 77, total, sequence])],
  ['16-bit', (total: number, sequence: number) => Buffer.from([6, 8, 4, 1, 77, total, sequence])],
])('parts with a header of %s reference are put together, in whatever order they come', async (_name, header) => {
  await client.bind(sandbox.smppPassword);
  const pieceTexts = pieces(LONG, 65);
  const parts = pieceTexts.map((text, index) => Buffer.concat([header(pieceTexts.length, index + 1), ucs2(text)]));
  for (const part of parts.toReversed()) await client.submit({ esm_class: 0x40, short_message: part });
  expect(await inbox()).toMatchObject([{ text: LONG, parts: pieceTexts.length }]);
  expect(await stats()).toMatchObject({ received: 1, parts: pieceTexts.length });
});

test('parts tied by sar fields are put together, and two messages at once are kept apart', async () => {
  await client.bind(sandbox.smppPassword);
  const submitAll = (text: string, reference: number) =>
    pieces(text, 70).map((part, index, all) =>
      client.submit({
        short_message: ucs2(part),
        sar_msg_ref_num: reference,
        sar_total_segments: all.length,
        sar_segment_seqnum: index + 1,
      }),
    );
  await Promise.all([...submitAll(LONG, 1), ...submitAll(`${LONG} 둘째`, 2)]);
  expect((await texts('')).toSorted()).toEqual([LONG, `${LONG} 둘째`]);
});

test('receipts refused or owed while nobody listens are offered again', async () => {
  await client.bind(sandbox.smppPassword);
  client.receiptStatus = 0x64;
  const { message_id: id } = await client.submit({ short_message: ucs2('하나') });
  await eventually(() => expect(client.receipts).toHaveLength(1));
  await client[Symbol.asyncDispose]();
  await using next = await SmppClient.connect(sandbox.smppPort);
  await next.bind(sandbox.smppPassword);
  await eventually(() => expect(next.receipts).toMatchObject([{ receipted_message_id: id }]));
  await eventually(async () => expect(await stats()).toMatchObject({ receiptsAcknowledged: 1 }));
});

test('who asks by its own reference learns the id and how far the message has come; so does who asks by the id', async () => {
  expect(await client.request('query_sm', { message_id: '1' })).toMatchObject({ command_status: 0x04 });
  await client.bind(sandbox.smppPassword);
  const ask = (fields: object) => client.request('query_sm', { message_id: '', source_addr: '1339', ...fields });
  expect(await ask({ sunbeon_reference: 'ours-1' })).toMatchObject({ command_status: 0x0c });
  const { message_id: id } = await client.submit({ short_message: ucs2('하나'), sunbeon_reference: 'ours-1' });
  await client.submit({ short_message: ucs2('둘'), sunbeon_reference: 'ours-2' });
  await eventually(() => expect(client.receipts).toHaveLength(2));
  expect(client.receipts.map(({ sunbeon_reference: reference }) => reference)).toEqual(['ours-1', 'ours-2']);
  const delivered = { command_status: 0, message_id: id, message_state: 2 };
  expect(await ask({ sunbeon_reference: 'ours-1' })).toMatchObject(delivered);
  expect(await ask({ message_id: id })).toMatchObject(delivered);
  expect(await ask({ sunbeon_reference: 'ours-3' })).toMatchObject({ command_status: 0x0c });
});

test('while it runs it can be made slow, failing and well again', async () => {
  const behave = (change: object) =>
    fetch(`${sandbox.origin}/carrier.json`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(change),
    });
  await client.bind(sandbox.smppPassword);
  expect(await (await behave({ refuseWith: 'ESME_RTHROTTLED' })).json()).toMatchObject({
    refuseWith: 'ESME_RTHROTTLED',
  });
  expect(await client.submit({ short_message: ucs2('하나') })).toMatchObject({ command_status: 0x58 });
  await behave({ refuseWith: null, loses: true });
  const answers: unknown[] = [];
  void client.submit({ short_message: ucs2('사라짐') }).then((answer) => answers.push(answer));
  await client.request('enquire_link');
  expect(answers).toEqual([]);
  await behave({ loses: false, responseDelayMs: 100 });
  const sentAtMs = Date.now();
  expect(await client.submit({ short_message: ucs2('둘') })).toMatchObject({ command_status: 0 });
  expect(Date.now() - sentAtMs).toBeGreaterThanOrEqual(95);
  expect(await texts('')).toEqual(['둘']);
  for (const wrong of [{ refuseWith: 'ESME_ROK' }, { responseDelayMs: -1 }, { unheardOf: 1 }, [], 'x']) {
    expect((await behave(Object(wrong))).status).toBe(400);
  }
  expect(await (await fetch(`${sandbox.origin}/carrier.json`)).json()).toMatchObject({ responseDelayMs: 100 });
});

test('keep-alives and goodbyes are answered', async () => {
  await client.bind(sandbox.smppPassword);
  expect(await client.request('enquire_link')).toMatchObject({ command: 'enquire_link_resp', command_status: 0 });
  expect(await client.request('unbind')).toMatchObject({ command: 'unbind_resp', command_status: 0 });
  await client.ended();
});

test('a peer that speaks something else is cut off and the others go on', async () => {
  const stranger = connect(sandbox.smppPort, '127.0.0.1');
  await once(stranger, 'connect');
  const ended = once(stranger, 'close');
  stranger.on('error', () => {});
  stranger.write('GET / HTTP/1.1\r\nHost: sandbox\r\n\r\n');
  await ended;
  expect(await client.bind(sandbox.smppPassword)).toMatchObject({ command_status: 0 });
});

test('the inbox filters by phone however it is written, newest first, and counts what came twice', async () => {
  await client.bind(sandbox.smppPassword);
  for (const text of ['하나', '둘', '둘']) await client.submit({ short_message: ucs2(text) });
  await client.submit({ destination_addr: '821000000002', short_message: ucs2('남의 것') });
  for (const phone of ['010-0000-0001', '%2B821000000001', '+821000000001', '821000000001']) {
    expect(await texts(`?phone=${phone}`)).toEqual(['둘', '둘', '하나']);
  }
  expect(await texts('?limit=1')).toEqual(['남의 것']);
  expect(await texts('?phone=010-9999-9999')).toEqual([]);
  expect(await stats()).toMatchObject({ received: 4, duplicates: 1, phones: 2 });
  expect((await fetch(`${sandbox.origin}/inbox.json?limit=0`)).status).toBe(400);
});

test('the inbox page shows hostile texts as text and renews itself without scripts', async () => {
  await client.bind(sandbox.smppPassword);
  await client.submit({ short_message: ucs2('<img src=x onerror=alert(1)>"\'&') });
  const response = await fetch(
    `${sandbox.origin}/inbox?phone=${encodeURIComponent('"><svg onload=alert(2)>')}&lang=en`,
  );
  const all = await (await fetch(`${sandbox.origin}/inbox`)).text();
  expect(all).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;');
  expect(all).toContain('<meta http-equiv="refresh" content="3">');
  const filtered = await response.text();
  expect(filtered).toContain('&quot;&gt;&lt;svg onload=alert(2)&gt;');
  for (const page of [all, filtered]) expect(page).not.toMatch(/<(img|svg|script)/);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
});
