import { expect, test } from '@jest/globals';
import { EMPTY_INVITATION, requestOf } from '../src/family/invitation.ts';

const typed = { ...EMPTY_INVITATION, name: ' 오현숙 ', birthDate: '1950-03-09', phone: '010-1234-5678' };
const body = {
  name: '오현숙',
  birthDate: '1950-03-09',
  phone: '010-1234-5678',
  relation: 'child',
  way: 'verification',
};

test('what was typed becomes the request', () => {
  expect(requestOf(typed)).toEqual({ body });
});

test.each(['19500309', '1950.03.09', '1950. 03. 09.', '1950/03/09', ' 1950-03-09 '])(
  'a birth date is understood as people write it: %s',
  (birthDate) => {
    expect(requestOf({ ...typed, birthDate })).toEqual({ body });
  },
);

test.each(['1950-03-00', '1950-00-00'])('a day or month that nobody knows may be 00: %s', (birthDate) => {
  expect(requestOf({ ...typed, birthDate })).toEqual({ body: { ...body, birthDate } });
});

test.each(['01012345678', '+82 10-1234-5678', '0101234567', '０１０１２３４５６７８'])(
  'a phone number may be written %s',
  (phone) => {
    expect(requestOf({ ...typed, phone })).toMatchObject({ body: { phone } });
  },
);

test.each([
  [{ name: '  ' }, ['name']],
  [{ birthDate: '1950-13-01' }, ['birthDate']],
  [{ birthDate: '50-03-09' }, ['birthDate']],
  [{ phone: '02-123-4567' }, ['phone']],
  [{ phone: '+1 202 555 0143' }, ['phone']],
  [{ name: '', birthDate: '', phone: '' }, ['name', 'birthDate', 'phone']],
])('%j has to be looked at again', (changed, wrong) => {
  expect(requestOf({ ...typed, ...changed })).toEqual({ wrong });
});
