import type { Translated } from '@sunbeon/core';

const ko = {
  reason: '사유',
  reasonNeeded: '사유를 적으십시오.',
  reasonHint: '감사 기록에 남습니다. 개인정보는 적지 마십시오.',
  cancel: '그만두기',
  loading: '불러오는 중입니다.',
  retryAfter: (seconds: number) =>
    `${seconds < 100 ? `${seconds}초` : `${Math.ceil(seconds / 60)}분`} 뒤에 다시 시도할 수 있습니다.`,
  wrongValues: '올바르지 않은 값',
  search: '검색',
  searchKey: '/ 키로 검색란',
  rowKeys: '/ 키로 검색란, ↑↓ 키로 줄, Enter 키로 열기',
  more: '더 보기',
  tooMany: '더 많이 보려면 검색으로 좁히십시오.',
  shown: (count: string, isAll: boolean) => (isAll ? `모두 ${count}건` : `${count}건 표시 중, 더 있습니다`),
  nothing: '해당하는 것이 없습니다.',
};

export const partWords: Translated<typeof ko> = {
  ko,
  en: {
    reason: 'Reason',
    reasonNeeded: 'Give a reason first.',
    reasonHint: 'It goes into the audit trail. No personal data.',
    cancel: 'Cancel',
    loading: 'Loading.',
    retryAfter: (seconds) =>
      `You can try again in ${seconds < 100 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`}.`,
    wrongValues: 'Values that are not valid',
    search: 'Search',
    searchKey: '/ searches',
    rowKeys: '/ searches, ↑↓ move between rows, Enter opens',
    more: 'Show more',
    tooMany: 'Search to narrow the list down.',
    shown: (count, isAll) => (isAll ? `All ${count} shown` : `${count} shown, and there are more`),
    nothing: 'Nothing here.',
  },
};
