import { type DayBooking, formatInSeoul, type Language, type Translated } from '@sunbeon/core';
import { stringify } from 'csv-stringify/sync';

const HEADINGS: Translated<readonly string[]> = {
  ko: ['시각', '이름', '예약 번호', '백신', '차수', '방문'],
  en: ['time', 'name', 'booking number', 'product', 'dose', 'visit'],
};
const VISITS: Translated<Readonly<Record<NonNullable<DayBooking['visit']>, string>>> = {
  ko: { arrived: '왔음', 'no-show': '오지 않음' },
  en: { arrived: 'arrived', 'no-show': 'did not come' },
};

/**
 * The list of a day as CSV (UTF-8 with a mark, CRLF), as spreadsheets read it. A cell that a spreadsheet would take for a
 * formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return) begins with an apostrophe.
 */
export function dayFile(bookings: readonly DayBooking[], language: Language): string {
  const rows = bookings.map(({ startsAt, name, number, product, dose, visit }) => [
    formatInSeoul(new Date(startsAt), 'HH:mm'),
    name ?? '',
    number,
    product,
    dose,
    visit === null ? '' : VISITS[language][visit],
  ]);
  return stringify([HEADINGS[language], ...rows], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}
