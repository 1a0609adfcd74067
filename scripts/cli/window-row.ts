import { type Cohort, formatInSeoul, type StaffWindowView } from '@sunbeon/core';

/** A window as a line of a table for people, with Korean times. */
export function windowRow(window: StaffWindowView) {
  const { id, state, policy, cohort, opensAt, closesAt, title } = window;
  return {
    id,
    state,
    policy,
    cohort: cohortText(cohort),
    opens: formatInSeoul(new Date(opensAt)),
    closes: formatInSeoul(new Date(closesAt)),
    title,
  };
}

function cohortText({ birthFrom, birthTo, lastDigit }: Cohort): string {
  return `${birthFrom}…${birthTo}${lastDigit === null ? '' : ` day …${lastDigit}`}`;
}
