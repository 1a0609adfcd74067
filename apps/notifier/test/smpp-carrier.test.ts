import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Logger } from '@sunbeon/service-kit';
import { eventually } from '@sunbeon/test-kit';
import type { DeliveryReceipt } from '../src/carrier.ts';
import { smppAddressSchema } from '../src/smpp/smpp-address.ts';
import { SmppCarrier } from '../src/smpp/smpp-carrier.ts';
import { aSandbox, type SandboxProcess } from './a-sandbox.ts';
import { captureLog } from './capture-log.ts';

const PHONE = '+821000000001';
const yes = () => true;
const LONG = '순번은 모두의 차례를 지킵니다. 예약이 확정되었습니다. 😀 '.repeat(8);

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
}

function aCarrier(options: Options = {}): SmppCarrier {
  const { url = sandbox.smppUrl, longText = 'payload', window = 10, receive = async () => true } = options;
  const config = { address: smppAddressSchema.parse(url), sender: '1339', window, longText };
  return new SmppCarrier(config, receive, options.logger ?? captureLog().logger);
}

function withinMs(ms: number): AbortSignal {
  return AbortSignal.timeout(ms);
}

test.each(['payload', 'parts'] as const)('a long Korean text arrives exactly as it was sent (%s)', async (longText) => {
  await using carrier = aCarrier({ longText });
  await carrier.whenAvailable(withinMs(5_000));
  const { carrierMessageId } = await carrier.send({ phone: PHONE, text: LONG }, yes);
  const parts = longText === 'payload' ? 1 : Math.ceil(LONG.length / 67);
  const [newest] = await sandbox.inbox(1);
  expect(newest).toMatchObject({ id: carrierMessageId, from: '1339', to: PHONE, text: LONG, parts });
});

test('every message has one receipt, by the id it was sent under', async () => {
  const receipts: DeliveryReceipt[] = [];
  const receive = async (receipt: DeliveryReceipt) => receipts.push(receipt) > 0;
  await using carrier = aCarrier({ longText: 'parts', receive });
  await carrier.whenAvailable(withinMs(5_000));
  const texts = Array.from({ length: 50 }, (_, index) => `${index} ${LONG}`);
  const sent = await Promise.all(texts.map((text) => carrier.send({ phone: PHONE, text }, yes)));
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
  await carrier.whenAvailable(withinMs(5_000));
  const { carrierMessageId } = await carrier.send({ phone: PHONE, text: '확정' }, yes);
  await eventually(() => expect(seen.filter((id) => id === carrierMessageId)).toHaveLength(2));
});

test('a wrong password is refused, said once, and never written down', async () => {
  const log = captureLog();
  const url = sandbox.smppUrl.replace('password', 'wr0ngone');
  await using carrier = aCarrier({ url, logger: log.logger });
  await eventually(() => expect(log.text()).toContain('ESME_RINVPASWD'));
  expect(carrier.available).toBe(false);
  await expect(carrier.send({ phone: PHONE, text: '확정' }, yes)).rejects.toMatchObject({ failure: 'unavailable' });
  expect(log.text()).not.toContain('wr0ngone');
});

test('a phone the carrier does not know is refused for good', async () => {
  await using carrier = aCarrier();
  await carrier.whenAvailable(withinMs(5_000));
  await expect(carrier.send({ phone: '1', text: '확정' }, yes)).rejects.toMatchObject({
    failure: 'refused',
    message: 'refused: ESME_RINVDSTADR',
  });
});

test('after the carrier was away the session comes back by itself', async () => {
  await using mortal = await aSandbox();
  await using carrier = aCarrier({ url: mortal.smppUrl });
  await carrier.whenAvailable(withinMs(5_000));
  await mortal.end('SIGTERM');
  await eventually(() => expect(carrier.available).toBe(false));
  await using again = await aSandbox({ SANDBOX_SMPP_PORT: String(mortal.smppPort) });
  await carrier.whenAvailable(withinMs(10_000));
  await carrier.send({ phone: PHONE, text: '다시' }, yes);
  expect(await again.inbox()).toMatchObject([{ text: '다시' }]);
});

test('what was on its way when the carrier died is ambiguous, what comes after is surely not sent', async () => {
  await using mortal = await aSandbox();
  await using carrier = aCarrier({ url: mortal.smppUrl, window: 1 });
  await carrier.whenAvailable(withinMs(5_000));
  mortal.signal('SIGSTOP');
  const failures = Promise.all(
    ['하나', '둘'].map((text) => carrier.send({ phone: PHONE, text }, yes).catch((error: unknown) => error)),
  );
  await mortal.end('SIGKILL');
  expect(await failures).toMatchObject([{ failure: 'ambiguous' }, { failure: 'unavailable' }]);
});

test('a message whose time is over when its turn comes is not begun', async () => {
  await using carrier = aCarrier();
  await carrier.whenAvailable(withinMs(5_000));
  const late = carrier.send({ phone: PHONE, text: '너무 늦음' }, () => false);
  await expect(late).rejects.toMatchObject({ failure: 'unavailable' });
  expect((await sandbox.inbox()).some(({ text }) => text === '너무 늦음')).toBe(false);
});
