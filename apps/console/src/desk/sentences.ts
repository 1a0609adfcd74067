import type { BookedSlot, CallerConsent, CallerLine, CallerTruth, Language, StaffBookings } from '@sunbeon/core';
import { messageKindWords, messageStateWords } from '../text/message-words.ts';
import { countText, dayText, momentText, timeText } from '../text/moments.ts';
import { consentStateWords } from './words.ts';

/* The truth in sentences an agent reads out as they stand. */

type ShownBooking = StaffBookings['bookings'][number];
type ShownMessage = CallerTruth['messages'][number];

/** Where a caller stands in one window, and what they may do there. @param nowMs the instant the truth was taken at */
export function lineSentences(line: CallerLine, language: Language, nowMs: number): string[] {
  const { place, eligible } = line;
  const door = doorSentence(line, language);
  if (place !== null) {
    const about = placeSentences(line, place, language, nowMs);
    // Where the line stands still, that is why there is no time to name.
    return line.state === 'open' || place.state === 'lobby' ? about : [...about, door];
  }
  const none = { ko: '이 예약에는 대기 번호가 없습니다.', en: 'You have no number in this line.' }[language];
  const mayJoin = eligible && (line.state === 'open' || line.state === 'lobby');
  const now = { ko: '지금 번호를 받을 수 있습니다.', en: 'You can get one now.' }[language];
  const anew = {
    ko: '번호를 받은 적이 있으시면 그때 쓰신 기기에서 대기 화면을 다시 열어 주십시오. 그 번호로 돌아갑니다.',
    en: 'If you were given a number before, open the waiting page again on that device: you have that number back.',
  }[language];
  return [none, mayJoin ? now : door, ...(line.startedAnew ? [anew] : [])];
}

type Place = NonNullable<CallerLine['place']>;

function placeSentences(line: CallerLine, place: Place, language: Language, nowMs: number): string[] {
  const number = countText(place.number ?? 0);
  switch (place.state) {
    case 'lobby':
      return [
        {
          ko: `추첨 대기 중입니다. 순서는 ${momentText(line.opensAt, 'ko')}에 추첨으로 정해집니다.`,
          en: `You are in the lobby. The order is drawn at ${momentText(line.opensAt, 'en')}.`,
        }[language],
      ];
    case 'waiting':
      return [
        {
          ko: `대기 번호는 ${number}번이고, 앞에 ${countText(place.ahead)}명이 있습니다.`,
          en: `Your number is ${number}; ${countText(place.ahead)} people are ahead of you.`,
        }[language],
        etaSentence(place.eta, language, nowMs),
      ];
    case 'called':
      return [
        {
          ko: `대기 번호 ${number}번, 차례가 되었습니다. 지금 들어가서 예약할 수 있습니다.`,
          en: `Your number, ${number}, has been called. You can go in and book now.`,
        }[language],
      ];
    case 'admitted':
      return [admittedSentence(number, place.seatUntil, language)];
    case 'finished':
      return [
        {
          ko: `대기 번호 ${number}번으로 예약을 마쳤습니다.`,
          en: `The booking with number ${number} is done.`,
        }[language],
      ];
    default:
      return place.state satisfies never;
  }
}

function admittedSentence(number: string, until: string | null, language: Language): string {
  if (language === 'ko') {
    const end = until === null ? '' : ` ${timeText(until)}까지 예약할 수 있습니다.`;
    return `대기 번호 ${number}번, 지금 예약 화면에 들어가 있습니다.${end}`;
  }
  return `Number ${number} is in now${until === null ? '.' : ` and can book until ${timeText(until)}.`}`;
}

function etaSentence(eta: Place['eta'], language: Language, nowMs: number): string {
  if (eta === null)
    return {
      ko: '지금은 부르고 있지 않아 예상 시각을 말씀드릴 수 없습니다. 순서는 그대로 있습니다.',
      en: 'Nobody is being called at the moment, so no time can be given. Your place is kept.',
    }[language];
  const [low, high] = [eta.low, eta.high].map((seconds) => timeText(nowMs + seconds * 1_000));
  return low === high
    ? { ko: `예상 시각은 ${low}쯤입니다.`, en: `Your turn is expected at about ${low}.` }[language]
    : {
        ko: `예상 시각은 ${low}에서 ${high} 사이입니다.`,
        en: `Your turn is expected between ${low} and ${high}.`,
      }[language];
}

function doorSentence({ state, opensAt, closesAt }: CallerLine, language: Language): string {
  const opens = momentText(opensAt, language);
  const closes = momentText(closesAt, language);
  switch (state) {
    case 'scheduled':
    case 'lobby':
      return { ko: `${opens}에 열립니다.`, en: `It opens at ${opens}.` }[language];
    case 'open':
      return { ko: `${closes}까지 열려 있습니다.`, en: `It is open until ${closes}.` }[language];
    case 'paused':
      return {
        ko: '지금은 잠시 멈추어 있습니다. 순서를 잃는 사람은 없습니다.',
        en: 'It is paused for now. Nobody loses their place.',
      }[language];
    case 'exhausted':
      return { ko: '지금은 남은 자리가 없습니다.', en: 'Nothing is left at the moment.' }[language];
    case 'closed':
      return { ko: '끝났습니다.', en: 'It is over.' }[language];
    default:
      return state satisfies never;
  }
}

/** Where and when: `11월 30일 (월) 10:00, 가병원 (종로구)`. */
export function slotText({ startsAt, siteName, municipality }: Omit<BookedSlot, 'id'>, language: Language): string {
  return `${momentText(startsAt, language)}, ${siteName} (${municipality})`;
}

/** What is true of a booking. */
export function bookingSentences(booking: ShownBooking, language: Language): string[] {
  const slot = `${slotText(booking, language)}, ${booking.product}`;
  switch (booking.state) {
    case 'confirmed':
      return [{ ko: `예약 확정입니다. ${slot}.`, en: `Booked: ${slot}.` }[language]];
    case 'cancelled':
      return [{ ko: `취소된 예약입니다. (${slot})`, en: `Cancelled. (${slot})` }[language]];
    case 'displaced':
      return [
        {
          ko: `${slot} 예약은 의료기관 사정으로 지킬 수 없게 되었습니다. 우선 예약할 권리가 있습니다.`,
          en: `The clinic cannot keep ${slot}. You have a right of priority.`,
        }[language],
        offerSentence(booking, language),
      ];
    default:
      return booking.state satisfies never;
  }
}

function offerSentence({ offer }: ShownBooking, language: Language): string {
  if (offer === undefined)
    return { ko: '지금 잡아 둔 다른 자리는 없습니다.', en: 'No other place is kept at the moment.' }[language];
  const until = momentText(offer.expiresAt, language);
  return {
    ko: `대신 ${slotText(offer.slot, 'ko')} 자리를 ${until}까지 잡아 두었습니다.`,
    en: `Instead ${slotText(offer.slot, 'en')} is kept until ${until}.`,
  }[language];
}

/** How far a text has come. */
export function messageSentence(message: ShownMessage, language: Language): string {
  const kind = messageKindWords[language][message.kind];
  const state = messageStateWords[language][message.state];
  const about = message.bookingNumber === null ? '' : ` ${message.bookingNumber}`;
  const at = momentText(message.sentAt ?? message.createdAt, language);
  return `${kind}${about}: ${state} (${at})`;
}

/** Who may act for whom. */
export function consentSentence(consent: CallerConsent, language: Language): string {
  const other = consent.otherMaskedName;
  const state = consentStateWords[language][consent.state];
  const until =
    consent.state === 'given' || consent.state === 'requested'
      ? { ko: `, ${dayText(consent.expiresAt, 'ko')}까지`, en: `, until ${dayText(consent.expiresAt, 'en')}` }[language]
      : '';
  const isAsked = consent.state === 'requested';
  if (language === 'en') {
    const acts = isAsked ? 'would act' : 'acts';
    const who = consent.role === 'delegate' ? `The caller ${acts} for ${other}` : `${other} ${acts} for the caller`;
    return `${who}: ${state}${until}.`;
  }
  const acts = isAsked ? '대신하려고 합니다' : '대신합니다';
  return `${other} ${consent.role === 'delegate' ? '님을' : '님이'} ${acts}: ${state}${until}.`;
}
