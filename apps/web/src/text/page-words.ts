import type { Translated } from '@sunbeon/core';

const ko = {
  name: '순번',
  verify: '본인 확인하기',
  actingFor: (name: string) => (name === '' ? '가족을 대신하여' : `${name} 님을 대신하여`),
  actForAnother: '바꾸기',
  notVerified: '본인 확인을 마치지 못했습니다. 다시 시도하십시오.',
};

type PageWords = typeof ko;

const en: PageWords = {
  name: 'Sunbeon',
  verify: 'Verify who you are',
  actingFor: (name) => (name === '' ? 'For a member of your family' : `For ${name}`),
  actForAnother: 'Change',
  notVerified: 'The verification was not completed. Please try again.',
};

/** Words that stand on more than one page. */
export const pageWords: Translated<PageWords> = { ko, en };
