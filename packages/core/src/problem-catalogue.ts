import { delegateProblems } from './delegate-problems.ts';
import { entry, type ProblemEntry } from './problem-entry.ts';
import { staffProblems } from './staff-problems.ts';

/** Every problem a caller can meet: stable code, HTTP status, and what to say in both languages. `docs/errors.md` is made from it. */
export const problemCatalogue = {
  // What was sent
  'invalid-request': entry(
    400,
    ['요청을 읽을 수 없습니다', '보낸 값 가운데 올바르지 않은 것이 있습니다. errors에 어느 값인지 적혀 있습니다.'],
    ['The request is not valid', 'Some value is missing or wrong; `errors` names which.'],
  ),
  'invalid-json': entry(
    400,
    ['요청을 읽을 수 없습니다', '본문이 올바른 JSON이 아닙니다.'],
    ['The request is not valid', 'The body is not valid JSON.'],
  ),
  'body-too-large': entry(
    413,
    ['요청이 너무 큽니다', '본문이 허용된 크기를 넘었습니다.'],
    ['The request is too large', 'The body is larger than this route accepts.'],
  ),
  'headers-too-large': entry(
    431,
    ['요청이 너무 큽니다', '머리글이 허용된 크기를 넘었습니다.'],
    ['The request is too large', 'The headers are larger than this server accepts.'],
  ),
  'request-too-slow': entry(
    408,
    ['요청이 너무 느립니다', '요청이 끝까지 오지 않았습니다. 다시 시도하십시오.'],
    ['The request is too slow', 'The request did not arrive in time. Try again.'],
  ),
  'unsupported-media-type': entry(
    415,
    ['형식이 맞지 않습니다', '본문은 application/json이어야 합니다.'],
    ['The format is not supported', 'Send the body as application/json.'],
  ),
  'not-found': entry(
    404,
    ['찾을 수 없습니다', '주소에 해당하는 것이 없습니다.'],
    ['Not found', 'Nothing is at this address.'],
  ),
  'method-not-allowed': entry(
    405,
    ['허용되지 않는 방식입니다', '이 주소에서는 쓸 수 없는 요청 방식입니다.'],
    ['Method not allowed', 'This address does not take that method.'],
  ),
  'forbidden-origin': entry(
    403,
    ['다른 사이트에서 온 요청입니다', '이 사이트의 화면에서 다시 시도하십시오.'],
    ['The request came from another site', 'Use the pages of this site.'],
  ),
  'too-many-requests': entry(
    429,
    ['요청이 너무 잦습니다', '잠시 뒤에 다시 시도하십시오. 순서는 그대로 유지됩니다.'],
    ['Too many requests', 'Try again in a moment. Your place is kept.'],
  ),

  // Who is asking
  'login-required': entry(
    401,
    ['본인 확인이 필요합니다', '먼저 본인 확인을 하십시오.'],
    ['Please verify who you are', 'Verify who you are first.'],
  ),
  'session-invalid': entry(
    401,
    ['본인 확인을 다시 하십시오', '본인 확인이 만료되었거나 올바르지 않습니다. 다시 확인해도 순서는 유지됩니다.'],
    ['Please verify who you are again', 'The session has expired or is not valid. Your place is kept.'],
  ),
  'ticket-invalid': entry(
    401,
    ['대기표가 올바르지 않습니다', '대기 화면으로 돌아가면 같은 번호를 다시 받습니다.'],
    ['The ticket is not valid', 'Go back to the waiting page; you will get the same number again.'],
  ),
  'pass-invalid': entry(
    401,
    ['입장 시간이 끝났습니다', '번호는 이미 불렸으므로 다시 들어갈 수 있습니다.'],
    ['The pass is not valid', 'It has expired or is not yours. Your number has been called, so you can go in again.'],
  ),
  'provider-unknown': entry(
    404,
    ['없는 본인 확인 수단입니다', '다른 본인 확인 수단을 고르십시오.'],
    ['Unknown identity provider', 'Choose one of the listed providers.'],
  ),
  'provider-unavailable': entry(
    503,
    ['본인 확인 기관이 응답하지 않습니다', '다른 본인 확인 수단을 고르거나 잠시 뒤에 다시 시도하십시오.'],
    ['The identity provider does not answer', 'Choose another provider or try again in a moment.'],
  ),
  'login-failed': entry(
    400,
    ['본인 확인을 마치지 못했습니다', '처음부터 다시 시도하십시오.'],
    ['The verification was not completed', 'Start again from the beginning.'],
  ),

  // The window and the line
  'window-unknown': entry(
    404,
    ['없는 예약 창입니다', '목록에서 예약 창을 고르십시오.'],
    ['Unknown window', 'Choose one of the listed windows.'],
  ),
  'window-not-open': entry(
    403,
    ['아직 예약 시작 전입니다', '시작 시각은 opensAt에 있습니다. 그 전에는 누구도 번호를 받지 못합니다.'],
    ['Booking has not opened yet', 'It opens at `opensAt`. Nobody gets a number before.'],
  ),
  'window-closed': entry(
    410,
    ['예약이 끝났습니다', '이 예약 창은 닫혔습니다.'],
    ['Booking is closed', 'This window has closed.'],
  ),
  'not-eligible': entry(
    403,
    ['이번 예약의 대상이 아닙니다', '어느 조건에 해당하지 않는지 rule에 적혀 있습니다.'],
    ['You are not in this cohort', '`rule` says which condition refused.'],
  ),
  'not-called': entry(
    409,
    ['아직 차례가 아닙니다', '순서가 되면 들어갈 수 있습니다. 순서는 유지됩니다.'],
    ['It is not your turn yet', 'Your place is kept; try again when your number is called.'],
  ),
  'already-finished': entry(
    409,
    ['이 번호로 이미 예약을 마쳤습니다', '내 예약에서 확인하십시오.'],
    ['This number has already been used to book', 'See "My bookings".'],
  ),
  'not-on-roll': entry(
    403,
    ['대상자 명단에 없습니다', '이번 예약은 명단에 오른 분만 할 수 있습니다. 상담 전화로 확인하실 수 있습니다.'],
    ['Not on the roll', 'Only people on the roll may book here. The help line can look into it.'],
  ),
  'line-unavailable': entry(
    503,
    ['잠시 순서를 확인할 수 없습니다', '순서는 유지됩니다. 잠시 뒤에 다시 시도하십시오.'],
    ['The line cannot be reached for a moment', 'Your place is kept. Try again shortly.'],
  ),

  // Booking
  'idempotency-key-missing': entry(
    400,
    ['Idempotency-Key가 필요합니다', '같은 요청을 다시 보내도 한 번만 처리되도록 Idempotency-Key 헤더를 넣으십시오.'],
    ['Idempotency-Key is missing', 'Send an Idempotency-Key header so that a repeated request counts once.'],
  ),
  'idempotency-key-reused': entry(
    422,
    ['같은 Idempotency-Key로 다른 요청을 보냈습니다', '내용이 다르면 새 키를 쓰십시오.'],
    ['The Idempotency-Key was used for another request', 'Use a new key for different content.'],
  ),
  'request-in-flight': entry(
    409,
    ['같은 요청을 처리하고 있습니다', '잠시 뒤에 결과를 확인하십시오.'],
    ['The same request is being processed', 'Ask for its outcome in a moment.'],
  ),
  'request-unknown': entry(
    404,
    ['접수된 기록이 없습니다', '같은 Idempotency-Key로 다시 보내십시오. 두 번 예약되지 않습니다.'],
    ['No such booking request', 'Send it again with the same Idempotency-Key; it cannot book twice.'],
  ),
  'request-malformed': entry(
    422,
    ['처리할 수 없는 예약 요청입니다', '다시 선택하여 새로 요청하십시오.'],
    ['The booking request could not be processed', 'Choose again and send a new request.'],
  ),
  'slot-unknown': entry(
    422,
    ['없는 시간입니다', '목록에서 시간을 다시 고르십시오.'],
    ['Unknown slot', 'Choose one of the listed slots.'],
  ),
  'slot-full': entry(
    409,
    ['고른 시간이 모두 찼습니다', '가까운 다른 시간이 alternatives에 있습니다.'],
    ['All chosen slots are full', 'Near alternatives are in `alternatives`.'],
  ),
  'already-booked': entry(
    409,
    ['이미 예약이 있습니다', '한 사람은 한 번만 예약할 수 있습니다. 내 예약에서 확인하십시오.'],
    ['You already have a booking', 'One person has one booking. See "My bookings".'],
  ),
  'contact-not-yours': entry(
    403,
    ['연락처를 바꿀 수 없습니다', '다른 사람을 대신할 때 문자는 그분의 확인된 번호로만 갑니다.'],
    ['You cannot change the phone', 'When you act for somebody, messages go to their own verified phone only.'],
  ),
  'booking-unknown': entry(
    404,
    ['없는 예약입니다', '내 예약에서 다시 고르십시오.'],
    ['Unknown booking', 'Choose one of your bookings.'],
  ),

  'booking-cancelled': entry(
    409,
    ['취소된 예약입니다', '취소된 예약은 바꿀 수 없습니다. 새로 예약하십시오.'],
    ['The booking is cancelled', 'A cancelled booking cannot be changed. Book anew.'],
  ),
  'booking-past': entry(
    409,
    ['바꿀 수 있는 때가 지났습니다', '예약한 시각이 지나 취소하거나 옮길 수 없습니다.'],
    ['It is too late to change the booking', 'Its time has come: it can no longer be cancelled or moved.'],
  ),
  'no-second-dose': entry(
    409,
    [
      '2차 접종 자리가 없습니다',
      '고른 시간에 이어지는 2차 접종 자리가 남아 있지 않습니다. 다른 시간이 alternatives에 있습니다.',
    ],
    [
      'No seat is left for the second dose',
      'None of the chosen times has a second dose. Others are in `alternatives`.',
    ],
  ),
  'second-dose-too-early': entry(
    409,
    ['2차 접종이 너무 이릅니다', '1차 접종과의 간격보다 이른 날로는 옮길 수 없습니다.'],
    ['Too early for the second dose', 'The second dose cannot be earlier than the interval after the first.'],
  ),
  'offer-unknown': entry(
    404,
    ['받은 제안이 없습니다', '내 예약에서 다시 확인하십시오.'],
    ['There is no offer', 'Look at "My bookings" again.'],
  ),
  'offer-lapsed': entry(
    409,
    ['제안의 시한이 지났습니다', '우선 예약할 권리는 그대로입니다. 다른 시간을 고르거나 다음 제안을 기다리십시오.'],
    ['The offer has lapsed', 'Your right of priority stays. Choose another time or wait for the next offer.'],
  ),
  'resend-limit': entry(
    429,
    ['문자를 더 보낼 수 없습니다', '같은 예약의 문자는 1분에 한 번, 하루 세 번까지 다시 보낼 수 있습니다.'],
    ['The message cannot be sent again yet', 'It can be sent again once a minute, three times a day.'],
  ),

  // The roll
  'campaign-unknown': entry(
    404,
    ['없는 캠페인입니다', '명단은 예약 창이 있는 캠페인에만 올릴 수 있습니다. 예약 창을 먼저 만드십시오.'],
    ['Unknown campaign', 'A roll belongs to a campaign that has a window. Schedule one first.'],
  ),
  'import-unknown': entry(
    404,
    ['없는 파일 올리기입니다', '목록에서 번호를 확인하십시오.'],
    ['Unknown import', 'Choose one of the listed imports.'],
  ),
  'import-conflict': entry(
    409,
    [
      '이 파일 올리기를 그렇게 이어 갈 수 없습니다',
      'reason에 까닭이 있습니다. offset이 있으면 그 자리부터 이어서 보내십시오.',
    ],
    [
      'The import cannot go on like this',
      '`reason` says why. Where there is an `offset`, send the file from there on.',
    ],
  ),
  'import-unreadable': entry(
    422,
    ['파일을 읽을 수 없습니다', '첫 줄에 열 이름이 있는 UTF-8 CSV 파일이어야 합니다. reason에 까닭이 있습니다.'],
    [
      'The file cannot be read',
      'It has to be CSV in UTF-8, with the names of the columns in its first line. `reason` says what is wrong.',
    ],
  ),

  // Acting for somebody else
  ...delegateProblems,

  // Staff
  ...staffProblems,

  // The service itself
  overloaded: entry(
    503,
    ['지금은 요청이 너무 많습니다', '이미 받으신 번호는 유지됩니다. 잠시 뒤에 자동으로 다시 시도합니다.'],
    ['Too much is asked of us right now', 'A number you have already is kept. Try again shortly.'],
  ),
  unavailable: entry(
    503,
    ['잠시 이용할 수 없습니다', '잠시 뒤에 다시 시도하십시오.'],
    ['Unavailable for a moment', 'Try again shortly.'],
  ),
  'internal-error': entry(
    500,
    ['처리하지 못했습니다', '저희 쪽의 잘못입니다. 잠시 뒤에 다시 시도하십시오.'],
    ['Something went wrong on our side', 'Try again shortly.'],
  ),
} as const satisfies Record<string, ProblemEntry>;

export type ProblemCode = keyof typeof problemCatalogue;

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(problemCatalogue, text);
}
