import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually, findSmsc, type Smsc } from '@sunbeon/test-kit';
import { smppAddressSchema } from '../src/smpp/smpp-address.ts';
import { SmppCarrier } from '../src/smpp/smpp-carrier.ts';
import { anSmsc, type SmscProcess } from './an-smsc.ts';
import { captureLog } from './capture-log.ts';

/* Against an SMSC that others wrote, in another language: Net::SMPP's smsc.pl. */

const found = await findSmsc().catch((error: unknown) => String(error));
const withSmsc = isSmsc(found) ? describe : describe.skip;

const ID = '123456789';
const PHONE = '+821000000001';
/** Of UCS-2, behind a header of six bytes. */
const UNITS_PER_PART = 67;
const LONG = '순번은 모두의 차례를 지킵니다. 예약이 확정되었습니다. 😀 '.repeat(8);

let smsc: SmscProcess;
beforeEach(async () => {
  if (isSmsc(found)) smsc = await anSmsc(found);
});
afterEach(async () => {
  if (isSmsc(found)) await smsc[Symbol.asyncDispose]();
});

function isSmsc(smscOrReason: Smsc | string): smscOrReason is Smsc {
  return typeof smscOrReason !== 'string';
}

async function aCarrier(longText: 'payload' | 'parts' = 'payload', query = 'none'): Promise<SmppCarrier> {
  const address = smppAddressSchema.parse(`smpp://sunbeon:secret@127.0.0.1:${smsc.port}?query=${query}`);
  const config = { address, sender: '1339', window: 100, longText, responseLimitMs: 5_000 };
  const carrier = new SmppCarrier(config, async () => true, captureLog().logger);
  await eventually(() => expect(carrier.available).toBe(true));
  return carrier;
}

function aMessage(text: string) {
  return { phone: PHONE, text, reference: '4711-0-9f86d081884c' };
}

/** As it stands in the PDU. */
const ucs2 = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex');
const ascii = (text: string) => Buffer.from(text).toString('hex');
const digits = (value: number) => ascii(String(value));

/** The `count` messages it took: what it prints may reach us after its answer has. */
async function submitted(count: number) {
  return eventually(() => {
    const messages = smsc.received.filter(({ cmd }) => cmd === digits(4));
    expect(messages).toHaveLength(count);
    return messages;
  });
}

withSmsc(isSmsc(found) ? 'smsc.pl' : found, () => {
  test('it binds us, and reads sender, receiver and Korean text as we meant them', async () => {
    await using carrier = await aCarrier();
    expect(await carrier.send(aMessage('예약이 확정되었습니다. 😀'))).toEqual({ carrierMessageId: ID });
    expect(await submitted(1)).toMatchObject([
      {
        source_addr: ascii('1339'),
        source_addr_ton: digits(0),
        destination_addr: ascii('821000000001'),
        dest_addr_ton: digits(1),
        dest_addr_npi: digits(1),
        registered_delivery: digits(1),
        data_coding: digits(8),
        esm_class: digits(0),
        short_message: ucs2('예약이 확정되었습니다. 😀'),
      },
    ]);
    expect(smsc.received[0]).toMatchObject({ cmd: digits(9), system_id: ascii('sunbeon'), password: ascii('secret') });
  });

  test('a long text in one payload is whole on the other side', async () => {
    await using carrier = await aCarrier('payload');
    await carrier.send(aMessage(LONG));
    expect(await submitted(1)).toMatchObject([{ message_payload: ucs2(LONG), short_message: '' }]);
  });

  test('a long text in parts: each announces its header, and behind the headers stands the text', async () => {
    await using carrier = await aCarrier('parts');
    await carrier.send(aMessage(LONG));
    const parts = await submitted(Math.ceil(LONG.length / UNITS_PER_PART));
    expect(parts.every((part) => part['esm_class'] === digits(0x40))).toBe(true);
    expect(parts.map((part) => part['short_message']?.slice(12) ?? '').join('')).toBe(ucs2(LONG));
    const headers = parts.map((part) => part['short_message']?.slice(0, 12));
    expect(headers).toEqual(parts.map((_, index) => expect.stringMatching(`^050003..0${parts.length}0${index + 1}$`)));
  });

  test('many on the way at the same time: each answer finds its message', async () => {
    await using carrier = await aCarrier();
    const sent = await Promise.all(Array.from({ length: 80 }, (_, index) => carrier.send(aMessage(`${index}번`))));
    expect(sent).toEqual(sent.map(() => ({ carrierMessageId: ID })));
    expect(new Set((await submitted(80)).map((pdu) => pdu['short_message'])).size).toBe(80);
  });

  test('our reference disturbs nobody who does not know it', async () => {
    await using carrier = await aCarrier('payload', 'reference');
    const message = aMessage('확정');
    expect(await carrier.send(message)).toEqual({ carrierMessageId: ID });
    const messages = await submitted(1);
    expect(messages).toMatchObject([{ short_message: ucs2('확정') }]);
    expect(JSON.stringify(messages)).toContain(ascii(message.reference));
  });

  test('after our goodbye it has let go, and takes us again', async () => {
    const carrier = await aCarrier();
    await carrier[Symbol.asyncDispose]();
    await eventually(() => expect(smsc.received.at(-1)).toMatchObject({ cmd: digits(6) }));
    await using next = await aCarrier();
    expect(await next.send(aMessage('다시'))).toEqual({ carrierMessageId: ID });
  });
});
