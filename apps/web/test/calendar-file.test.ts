import { expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import { type Appointment, calendarFile } from '../src/calendar/calendar-file.ts';

const MADE_AT_MS = Date.parse('2021-07-19T11:03:07.123Z');
const appointment: Appointment = {
  uid: 'b-1@sunbeon',
  sequence: 2,
  startsAtMs: Date.parse('2021-08-16T00:00:00Z'),
  endsAtMs: Date.parse('2021-08-16T00:30:00Z'),
  title: '예방접종; 1차, "종로"',
  place: '강북삼성병원 (종로구)\\별관',
  text: '예약 번호 K7QM-3X9T-2PAD\n신분증을 가져오십시오.\r\n문의 1339',
  remindMinutes: [1_440, 60],
};

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const alarms = component.getAllSubcomponents('valarm');
    return {
      uid: event.uid,
      sequence: event.sequence,
      startsAtMs: event.startDate.toJSDate().getTime(),
      endsAtMs: event.endDate.toJSDate().getTime(),
      title: event.summary,
      place: event.location,
      text: event.description,
      remindMinutes: alarms.map((alarm) => String(alarm.getFirstPropertyValue('trigger'))),
    };
  });
}

test('another program reads out of the file what was put in', () => {
  const second = { ...appointment, uid: 'b-2@sunbeon' };
  const shown = { ...appointment, text: appointment.text?.replace('\r\n', '\n'), remindMinutes: ['-P1D', '-PT1H'] };
  const events = read(calendarFile([appointment, second], MADE_AT_MS));
  expect(events.map(({ remindMinutes, ...event }) => ({ ...event, remindMinutes: remindMinutes.length }))).toEqual([
    { ...shown, remindMinutes: 2 },
    { ...shown, uid: 'b-2@sunbeon', remindMinutes: 2 },
  ]);
});

test('lines end in CRLF and are 75 bytes at most, whole characters each', () => {
  const text = calendarFile([{ ...appointment, title: '가나다라마바사아자차카타파하😀'.repeat(20) }], MADE_AT_MS);
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of text.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toContain('\ufffd');
  }
  expect(read(text)[0]?.title).toBe('가나다라마바사아자차카타파하😀'.repeat(20));
});

test('a text cannot smuggle in lines of its own', () => {
  const title = 'x\r\nEND:VEVENT\nBEGIN:VEVENT\rUID:other';
  const events = read(calendarFile([{ ...appointment, title }], MADE_AT_MS));
  expect(events).toHaveLength(1);
  expect(events[0]?.uid).toBe('b-1@sunbeon');
});
