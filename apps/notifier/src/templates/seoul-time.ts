import { formatInSeoul } from '@sunbeon/core';

const weekdays = ['월', '화', '수', '목', '금', '토', '일'];
/** A campaign has some thousand times at which its slots begin; beyond it everything is forgotten at once. */
const MAX_REMEMBERED = 10_000;

/** `2021년 8월 16일 월요일 오전 9시 30분`, Seoul time. */
export const koreanTime = remembered((instant) => {
  const [year, month, day, weekday, hour, hour12, minute] = formatInSeoul(instant, 'yyyy M d i H h m').split(' ');
  const half = Number(hour) < 12 ? '오전' : '오후';
  const minutes = minute === '0' ? '' : ` ${minute}분`;
  return `${year}년 ${month}월 ${day}일 ${weekdays[Number(weekday) - 1]}요일 ${half} ${hour12}시${minutes}`;
});

/** `Monday 16 August 2021, 9:30 AM (Korean time)`. */
export const englishTime = remembered(
  (instant) => `${formatInSeoul(instant, 'EEEE d MMMM yyyy, h:mm a')} (Korean time)`,
);

/** A sixth of what a message cost was spent on writing the same few times again and again. */
function remembered(format: (instant: Date) => string): (instant: Date) => string {
  const known = new Map<number, string>();
  return (instant) => {
    const earlier = known.get(instant.getTime());
    if (earlier !== undefined) return earlier;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const text = format(instant);
    known.set(instant.getTime(), text);
    return text;
  };
}
