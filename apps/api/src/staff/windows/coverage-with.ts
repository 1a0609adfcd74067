import { type Coverage, type CoverageView, type CoveredWindow, cohortCoverage, MAX_OVERLAPS_TOLD } from '@sunbeon/core';
import { coveredWindows, type Store } from '@sunbeon/store';

/** How campaigns are covered by their windows and drafts, with these in place of those with the same ids; by all without. */
export async function coverageWith(store: Store, candidates: readonly CoveredWindow[]): Promise<Coverage> {
  const campaignIds = [...new Set(candidates.map(({ campaignId }) => campaignId))];
  const known = await coveredWindows(store, campaignIds.length === 0 ? null : campaignIds);
  const replaced = new Set(candidates.map(({ id }) => id));
  return cohortCoverage([...known.filter(({ id }) => !replaced.has(id)), ...candidates]);
}

/** As much of it as one answer tells. */
export function coverageView({ overlaps, gaps }: Coverage): CoverageView {
  return {
    overlaps: overlaps
      .slice(0, MAX_OVERLAPS_TOLD)
      .map((overlap) => ({ ...overlap, ...told(overlap), windows: [...overlap.windows] })),
    overlapsInAll: overlaps.length,
    gaps: gaps.map((gap) => ({ ...gap, ...told(gap) })),
  };
}

function told({ lastDigits }: { readonly lastDigits: readonly number[] | null }) {
  return { lastDigits: lastDigits === null ? null : [...lastDigits] };
}
