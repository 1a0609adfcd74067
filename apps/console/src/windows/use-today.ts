import type { CivilDate } from '@sunbeon/core';
import { useState } from 'react';
import { dayInSeoul } from './week-layout.ts';

/** The day in Seoul on which the page was opened. */
export function useToday(): CivilDate {
  const [today] = useState(() => dayInSeoul(Date.now()));
  return today;
}
