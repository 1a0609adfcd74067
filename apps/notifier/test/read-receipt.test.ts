import { expect, test } from '@jest/globals';
import { readReceipt } from '../src/smpp/read-receipt.ts';

const STANDARD = 'id:7f-1 sub:001 dlvrd:001 submit date:2108160930 done date:2108160931 stat:DELIVRD err:000 text:';

function aDelivery(fields: Readonly<Record<string, unknown>>) {
  return {
    command: 'deliver_sm',
    command_status: 0,
    sequence_number: 1,
    isResponse: () => false,
    response: () => aDelivery({}),
    ...fields,
  };
}

test('a receipt is read from its fields, or from its text where they are missing', () => {
  const byFields = aDelivery({ esm_class: 4, receipted_message_id: '7f-1', message_state: 2 });
  const byText = aDelivery({ esm_class: 4, short_message: { message: STANDARD } });
  const byReference = aDelivery({ ...byFields, sunbeon_reference: '1-0-abc' });
  expect(readReceipt(byFields)).toEqual({ carrierMessageId: '7f-1', reference: null, state: 'delivered' });
  expect(readReceipt(byText)).toEqual({ carrierMessageId: '7f-1', reference: null, state: 'delivered' });
  expect(readReceipt(byReference)).toEqual({ carrierMessageId: '7f-1', reference: '1-0-abc', state: 'delivered' });
});

test.each(['EXPIRED', 'DELETED', 'UNDELIV', 'REJECTD'])('%s means it will never arrive', (state) => {
  const message = STANDARD.replace('DELIVRD', state);
  expect(readReceipt(aDelivery({ esm_class: 4, short_message: { message } }))?.state).toBe('failed');
});

test('states on the way, messages from people and garbage are no receipts', () => {
  const enRoute = { message: STANDARD.replace('DELIVRD', 'ENROUTE') };
  expect(readReceipt(aDelivery({ esm_class: 4, short_message: enRoute }))).toBeNull();
  expect(readReceipt(aDelivery({ esm_class: 0, short_message: { message: STANDARD } }))).toBeNull();
  expect(readReceipt(aDelivery({ esm_class: 4, short_message: { message: Buffer.from([1, 2]) } }))).toBeNull();
  expect(readReceipt(aDelivery({}))).toBeNull();
});
