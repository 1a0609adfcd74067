import type { Translated } from '@sunbeon/core';

const ko = { title: '직원' };

export const memberWords: Translated<typeof ko> = { ko, en: { title: 'Staff' } };
