import { formatInSeoul } from '@sunbeon/core';

const weekdays = ['월', '화', '수', '목', '금', '토', '일'];

/** `2021년 8월 16일 월요일 오전 9시 30분`, Seoul time. */
export function koreanTime(instant: Date): string {
  // One call, because each costs about 30 µs and a night sends hundreds of thousands of messages.
  const [year, month, day, weekday, hour, hour12, minute] = formatInSeoul(instant, 'yyyy M d i H h m').split(' ');
  const half = Number(hour) < 12 ? '오전' : '오후';
  const minutes = minute === '0' ? '' : ` ${minute}분`;
  return `${year}년 ${month}월 ${day}일 ${weekdays[Number(weekday) - 1]}요일 ${half} ${hour12}시${minutes}`;
}

/** `Monday 16 August 2021, 9:30 AM (Korean time)`. */
export function englishTime(instant: Date): string {
  return `${formatInSeoul(instant, 'EEEE d MMMM yyyy, h:mm a')} (Korean time)`;
}
