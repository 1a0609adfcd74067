import type { Translated } from '@sunbeon/core';

const ko = ['가+', '큰 글씨'];
const en = ['A+', 'Large text'];

/** The sign on the switch for large letters, and its name. */
export const largeTextWords: Translated<readonly string[]> = { ko, en };
