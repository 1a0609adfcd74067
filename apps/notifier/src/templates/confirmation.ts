import { formatInSeoul, type Translated } from '@sunbeon/core';
import type { TemplateFacts } from './facts.ts';

/** Booked: number, who, when, where. Formal, short, and without web addresses. */
export const confirmation: Translated<(facts: TemplateFacts) => string> = {
  ko: ({ name, number, siteName, municipality, startsAt, product }) =>
    [
      '[순번] 예방접종 예약이 확정되었습니다.',
      `예약 번호: ${number}`,
      `성함: ${name}`,
      `일시: ${koreanTime(startsAt)}`,
      `장소: ${siteName}(${municipality})`,
      `백신: ${product}`,
      '신분증을 가지고 오시기 바랍니다. 순번은 문자에 인터넷 주소를 넣지 않습니다.',
    ].join('\n'),
  en: ({ name, number, siteName, municipality, startsAt, product }) =>
    [
      '[Sunbeon] Your vaccination is booked.',
      `Booking number: ${number}`,
      `Name: ${name}`,
      `When: ${englishTime(startsAt)}`,
      `Where: ${siteName} (${municipality})`,
      `Vaccine: ${product}`,
      'Please bring an identity card. Sunbeon never sends web addresses by text message.',
    ].join('\n'),
};

const weekdays = ['월', '화', '수', '목', '금', '토', '일'];

/** `2021년 8월 16일 월요일 오전 9시 30분`, Seoul time. */
function koreanTime(instant: Date): string {
  // One call, because each costs about 30 µs and a night sends hundreds of thousands of messages.
  const [year, month, day, weekday, hour, hour12, minute] = formatInSeoul(instant, 'yyyy M d i H h m').split(' ');
  const half = Number(hour) < 12 ? '오전' : '오후';
  const minutes = minute === '0' ? '' : ` ${minute}분`;
  return `${year}년 ${month}월 ${day}일 ${weekdays[Number(weekday) - 1]}요일 ${half} ${hour12}시${minutes}`;
}

/** `Monday 16 August 2021, 9:30 AM (Korean time)`. */
function englishTime(instant: Date): string {
  return `${formatInSeoul(instant, 'EEEE d MMMM yyyy, h:mm a')} (Korean time)`;
}
