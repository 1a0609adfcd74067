import type { Client } from 'pg';
import { overtaken } from './arrival-order.ts';
import type { Chronicle } from './chronicle.ts';
import { everybodyAnswered } from './everybody-answered.ts';

/** One promise held against the databases: kept when `found` equals `expected`. */
export interface Check {
  readonly name: string;
  readonly kept: boolean;
  readonly detail: string;
  /** The same in Korean. */
  readonly ko: { readonly name: string; readonly detail: string };
}

/** What the databases hold once the night is over. */
export interface Evidence {
  /** The truth in Postgres. */
  readonly database: Client;
  readonly windowId: string;
  /** Confirmations the carrier took in, by its own count. */
  readonly carrierReceived: number;
  readonly chronicles: readonly Chronicle[];
}

/** Holds the night against its promises; the order is the one in which the report shows them. */
export async function checkTheNight(evidence: Evidence): Promise<Check[]> {
  return [
    await bookingsAreConfirmed(evidence),
    await toldIsBooked(evidence),
    await noSlotOversold(evidence),
    await noPersonTwice(evidence),
    orderOfArrival(evidence),
    nobodyEarly(evidence),
    oneNumberPerPerson(evidence),
    everybodyAnswered(evidence.chronicles),
  ];
}

async function bookingsAreConfirmed({ database, windowId, carrierReceived }: Evidence): Promise<Check> {
  const bookings = await count(database, `SELECT count(*) FROM booking WHERE window_id = $1`, windowId);
  const confirmed = await count(
    database,
    `SELECT count(DISTINCT message.booking_id) FROM message JOIN booking ON booking.id = message.booking_id
     WHERE booking.window_id = $1 AND message.kind = 'confirmation' AND message.state IN ('sent', 'delivered')`,
    windowId,
  );
  return {
    name: 'bookings = confirmations sent',
    kept: bookings === confirmed && bookings === carrierReceived,
    detail: `${bookings} bookings, ${confirmed} confirmations sent, ${carrierReceived} at the carrier`,
    ko: {
      name: '예약 수 = 발송된 확정 문자 수',
      detail: `예약 ${bookings}건, 확정 문자 ${confirmed}건, 통신사가 받은 문자 ${carrierReceived}건`,
    },
  };
}

/** Who was told "booked" is booked, and nobody else is. */
async function toldIsBooked({ database, windowId, chronicles }: Evidence): Promise<Check> {
  const { rows } = await database.query<{ id: string; person_key: string }>(
    `SELECT id, person_key FROM booking WHERE window_id = $1 AND state = 'confirmed'`,
    [windowId],
  );
  const committed = new Map(rows.map((row) => [row.person_key, row.id]));
  const told = chronicles.filter(({ ending }) => ending === 'booked');
  const wrong = told.filter(({ personKey, bookingId }) => committed.get(personKey) !== bookingId).length;
  return {
    name: 'told "booked" = booked',
    kept: wrong === 0 && told.length === committed.size,
    detail: `${told.length} told, ${committed.size} committed, ${wrong} told wrongly`,
    ko: {
      name: '"예약됨" 안내 = 데이터베이스의 예약',
      detail: `안내 ${told.length}명, 확정 ${committed.size}건, 잘못된 안내 ${wrong}건`,
    },
  };
}

async function noSlotOversold({ database, windowId }: Evidence): Promise<Check> {
  const oversold = await count(
    database,
    `SELECT count(*) FROM slot
     LEFT JOIN (SELECT slot_id, count(*) AS booked FROM booking WHERE state = 'confirmed' GROUP BY slot_id) AS b
       ON b.slot_id = slot.id
     WHERE slot.window_id = $1 AND (coalesce(b.booked, 0) > slot.capacity OR coalesce(b.booked, 0) <> slot.taken)`,
    windowId,
  );
  return {
    name: 'no slot oversold',
    kept: oversold === 0,
    detail: `${oversold} slots over their capacity or miscounted`,
    ko: { name: '정원을 넘긴 시간 없음', detail: `정원을 넘기거나 잘못 센 시간 ${oversold}개` },
  };
}

async function noPersonTwice({ database, windowId }: Evidence): Promise<Check> {
  const twice = await count(
    database,
    `SELECT count(*) FROM (SELECT 1 FROM booking WHERE window_id = $1 AND state = 'confirmed'
     GROUP BY person_key HAVING count(*) > 1) AS persons`,
    windowId,
  );
  return {
    name: 'no person twice',
    kept: twice === 0,
    detail: `${twice} persons with more than one booking`,
    ko: { name: '두 번 예약된 사람 없음', detail: `예약이 둘 이상인 사람 ${twice}명` },
  };
}

function orderOfArrival({ chronicles }: Evidence): Check {
  const joins = chronicles.flatMap(({ join }) => (join === null ? [] : [join]));
  const inversions = overtaken(joins);
  return {
    name: 'order of numbers = order of arrival',
    kept: inversions === 0,
    detail: `${joins.length} joins, ${inversions} overtaken by someone who came after their answer`,
    ko: {
      name: '번호 순서 = 도착 순서',
      detail: `번호 ${joins.length}개, 답을 받은 뒤에 온 사람에게 밀린 경우 ${inversions}건`,
    },
  };
}

function nobodyEarly({ chronicles }: Evidence): Check {
  const early = chronicles.filter(({ earlyAnswer }) => earlyAnswer !== null);
  const late = early.filter(({ earlyAnswer }) => earlyAnswer === 'opened-meanwhile').length;
  const refused = early.filter(({ earlyAnswer }) => earlyAnswer === 'window-not-open').length;
  const notRefused = early.length - late - refused;
  return {
    name: 'nobody in before the opening',
    kept: notRefused === 0,
    detail: `${early.length} tried, ${notRefused} not refused, ${late} answered only after it`,
    ko: {
      name: '개시 전에 들어온 사람 없음',
      detail: `시도 ${early.length}건, 거절되지 않은 시도 ${notRefused}건, 개시 후에야 응답된 시도 ${late}건`,
    },
  };
}

function oneNumberPerPerson({ chronicles }: Evidence): Check {
  const pairs = chronicles.filter(({ habit, join }) => habit === 'two-devices' && join !== null);
  const different = pairs.filter(({ join, secondNumber }) => join?.number !== secondNumber).length;
  const numbers = chronicles.flatMap(({ join }) => (join === null ? [] : [join.number]));
  const shared = numbers.length - new Set(numbers).size;
  return {
    name: 'one person, one number',
    kept: different === 0 && shared === 0,
    detail: `${pairs.length} second devices, ${different} with another number; ${shared} numbers given twice`,
    ko: {
      name: '한 사람에 번호 하나',
      detail: `두 번째 기기 ${pairs.length}대, 다른 번호를 받은 기기 ${different}대, 두 번 발급된 번호 ${shared}개`,
    },
  };
}

async function count(database: Client, sql: string, windowId: string): Promise<number> {
  const { rows } = await database.query<{ count: string }>(sql, [windowId]);
  return Number(rows[0]?.count ?? Number.NaN);
}
