import type { Translated } from '@sunbeon/core';

const ko = {
  verifiedAs: (name: string, born: string) => `${name} 님 (${born}생)으로 확인되었습니다.`,
  manage: '본인 확인 관리',
  family: '가족을 대신해 예약하기',
  unreachable: '연결되지 않습니다. 계속 시도합니다.',
};

type PersonWords = typeof ko;

const en: PersonWords = {
  verifiedAs: (name, born) => `Verified as ${name}, born ${born}.`,
  manage: 'Manage this verification',
  family: 'Book for my family',
  unreachable: 'There is no connection. We keep trying.',
};

/** Words of the pages that show who the visitor is. */
export const personWords: Translated<PersonWords> = { ko, en };
