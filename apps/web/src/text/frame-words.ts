import type { Translated } from '@sunbeon/core';

const ko = {
  windows: '예약 일정',
  me: '내 예약',
  otherLanguage: 'English',
  koreaTime: '시각은 모두 한국 시각입니다.',
};

const en: typeof ko = {
  windows: 'Windows',
  me: 'My bookings',
  otherLanguage: '한국어',
  koreaTime: 'All times are Korean time.',
};

/** Words of the header and the footer. A page that is built for one language has them in place. */
export const frameWords: Translated<typeof ko> = { ko, en };
