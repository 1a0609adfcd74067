import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Logger } from '@sunbeon/service-kit';
import { eventually } from '@sunbeon/test-kit';
import type { DeliveryReceipt, TextMessage } from '../src/carrier.ts';
import { smppAddressSchema } from '../src/smpp/smpp-address.ts';
import { SmppCarrier } from '../src/smpp/smpp-carrier.ts';
import { aSandbox, type SandboxProcess } from './a-sandbox.ts';
import { captureLog } from './capture-log.ts';

const PHONE = '+821000000001';
const LONG = '순번은 모두의 차례를 지킵니다. 예약이 확정되었습니다. 😀 '.repeat(8);

// Processes of their own take long to start when the machine is busy.
jest.setTimeout(90_000);

let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});

interface Options {
  readonly url?: string;
  readonly longText?: 'payload' | 'parts';
  readonly window?: number;
  readonly receive?: (receipt: DeliveryReceipt) => Promise<boolean>;
  readonly logger?: Logger;
  readonly responseLimitMs?: number;
}

function aMessage(text: string): TextMessage {
  return { phone: PHONE, text, reference: `1-0-${randomBytes(6).toString('hex')}` };
}

function aCarrier(options: Options = {}): SmppCarrier {
  const { url = sandbox.smppUrl, longText = 'payload', receive = async () => true } = options;
  const { window = 10, responseLimitMs = 5_000 } = options;
  const config = { address: smppAddressSchema.parse(url), sender: '1339', window, longText, responseLimitMs };
  return new SmppCarrier(config, receive, options.logger ?? captureLog().logger);
}

async function connected(carrier: SmppCarrier): Promise<void> {
  await eventually(() => expect(carrier.available).toBe(true));
}

test.each(['payload', 'parts'] as const)('a long Korean text arrives exactly as it was sent (%s)', async (longText) => {
  await using carrier = aCarrier({ longText });
  await connected(carrier);
  const { carrierMessageId } = await carrier.send(aMessage(LONG));
  const parts = longText === 'payload' ? 1 : Math.ceil(LONG.length / 67);
  const [newest] = await sandbox.inbox(1);
  expect(newest).toMatchObject({ id: carrierMessageId, from: '1339', to: PHONE, text: LONG, parts });
});

test('every message has one receipt, by the id it was sent under', async () => {
  const receipts: DeliveryReceipt[] = [];
  const receive = async (receipt: DeliveryReceipt) => receipts.push(receipt) > 0;
  await using carrier = aCarrier({ longText: 'parts', receive });
  await connected(carrier);
  const texts = Array.from({ length: 50 }, (_, index) => `${index} ${LONG}`);
  const sent = await Promise.all(texts.map((text) => carrier.send(aMessage(text))));
  const ids = new Set(sent.map(({ carrierMessageId }) => carrierMessageId));
  // Receipts another session did not wait for come here too.
  const ours = () => receipts.filter(({ carrierMessageId }) => ids.has(carrierMessageId));
  await eventually(() => expect(ours()).toHaveLength(50));
  expect(new Set(ours().map(({ carrierMessageId }) => carrierMessageId))).toEqual(ids);
  expect(ours().every(({ state }) => state === 'delivered')).toBe(true);
});

test('a receipt that could not be recorded comes again', async () => {
  const seen: string[] = [];
  const receive = async ({ carrierMessageId }: DeliveryReceipt) => {
    seen.push(carrierMessageId);
    return seen.filter((id) => id === carrierMessageId).length > 1;
  };
  await using carrier = aCarrier({ receive });
  await connected(carrier);
  const { carrierMessageId } = await carrier.send(aMessage('확정'));
  await eventually(() => expect(seen.filter((id) => id === carrierMessageId)).toHaveLength(2));
});

test('a wrong password is refused, said once, and never written down', async () => {
  const log = captureLog();
  const url = sandbox.smppUrl.replace('password', 'wr0ngone');
  await using carrier = aCarrier({ url, logger: log.logger });
  await eventually(() => expect(log.text()).toContain('ESME_RINVPASWD'));
  expect(carrier.available).toBe(false);
  await expect(carrier.send(aMessage('확정'))).rejects.toMatchObject({ failure: 'unavailable' });
  expect(log.text()).not.toContain('wr0ngone');
});

test('a phone the carrier does not know is refused for good', async () => {
  await using carrier = aCarrier();
  await connected(carrier);
  await expect(carrier.send({ ...aMessage('확정'), phone: '1' })).rejects.toMatchObject({
    failure: 'refused',
    message: 'refused: ESME_RINVDSTADR',
  });
});

test('after the carrier was away the session comes back by itself', async () => {
  await using mortal = await aSandbox();
  await using carrier = aCarrier({ url: mortal.smppUrl });
  await connected(carrier);
  await mortal.end('SIGTERM');
  await eventually(() => expect(carrier.available).toBe(false));
  await using again = await aSandbox({ SANDBOX_SMPP_PORT: String(mortal.smppPort) });
  await connected(carrier);
  await carrier.send(aMessage('다시'));
  expect(await again.inbox()).toMatchObject([{ text: '다시' }]);
});

test('what was on its way when the carrier died is ambiguous, what comes after is surely not sent', async () => {
  await using mortal = await aSandbox();
  await using carrier = aCarrier({ url: mortal.smppUrl });
  await connected(carrier);
  mortal.signal('SIGSTOP');
  const before = carrier.send(aMessage('하나')).catch((error: unknown) => error);
  await mortal.end('SIGKILL');
  expect(await before).toMatchObject({ failure: 'ambiguous' });
  await eventually(() => expect(carrier.available).toBe(false));
  await expect(carrier.send(aMessage('둘'))).rejects.toMatchObject({ failure: 'unavailable' });
});

test('all parts of a text have one limit together', async () => {
  await using slow = await aSandbox({ SANDBOX_SMS_RESPONSE_DELAY_MS: '300' });
  await using carrier = aCarrier({ url: slow.smppUrl, longText: 'parts', responseLimitMs: 500 });
  await connected(carrier);
  const text = '가'.repeat(67 * 4);
  await expect(carrier.send(aMessage(text))).rejects.toMatchObject({ message: 'ambiguous: no answer in time' });
});

test('a carrier that knows our reference says whether it has a message, and how far it has come', async () => {
  await using lasting = await aSandbox({ SANDBOX_SMS_DELAY_MS: '200' });
  await using carrier = aCarrier({ url: lasting.smppUrl, longText: 'parts' });
  await connected(carrier);
  const message = aMessage(LONG);
  expect(await carrier.ask(message.reference)).toEqual({ verdict: 'unknown' });
  const { carrierMessageId } = await carrier.send(message);
  expect(await carrier.ask(message.reference)).toEqual({ verdict: 'has-it', carrierMessageId, state: 'sent' });
  await eventually(async () =>
    expect(await carrier.ask(message.reference)).toEqual({ verdict: 'has-it', carrierMessageId, state: 'delivered' }),
  );
  await lasting.end('SIGKILL');
  await eventually(async () => expect(await carrier.ask(message.reference)).toEqual({ verdict: 'no-answer' }));
});

test('where no reference is agreed none is sent, and nothing is asked', async () => {
  const receipts: DeliveryReceipt[] = [];
  const receive = async (receipt: DeliveryReceipt) => receipts.push(receipt) > 0;
  await using own = await aSandbox();
  await using carrier = aCarrier({ url: own.smppUrl.replace('?query=reference', ''), receive });
  await connected(carrier);
  const message = aMessage('확정');
  await carrier.send(message);
  expect(await carrier.ask(message.reference)).toEqual({ verdict: 'never-tells' });
  await eventually(() => expect(receipts).toMatchObject([{ reference: null, state: 'delivered' }]));
});
