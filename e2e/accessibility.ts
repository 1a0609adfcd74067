import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** The success criteria of WCAG 2.2 up to level AA, and what axe-core counts as good practice besides. */
const RULE_SETS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Of one finding, so many places are named. */
const MAX_PLACES = 3;

/**
 * What axe-core finds wrong on the page as it stands, one line per finding with where it is; empty when nothing is.
 * The page's own policy for scripts stays in force.
 */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const options = JSON.stringify({ runOnly: RULE_SETS, resultTypes: ['violations'] });
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
  return violations.map(({ id, help, nodes }) => {
    const places = nodes
      .slice(0, MAX_PLACES)
      .map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary})`);
    return `${id}: ${help}: ${places.join('; ')}`;
  });
}

/** Smallest side of what a finger has to hit, in CSS pixels. */
const LEAST_TARGET_PX = 44;
/** Half a pixel is lost to rounding. */
const ROUNDING_PX = 0.5;

/** Buttons, fields and links (but for those within running text) that are shown smaller than 44 by 44 pixels. */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((leastPx) => {
    const found: string[] = [];
    for (const target of document.querySelectorAll<HTMLElement>('a[href], button, input, select, summary')) {
      const isInText = getComputedStyle(target).display === 'inline' && target.closest('p, li, dd') !== null;
      const { width, height } = (target.closest('label') ?? target).getBoundingClientRect();
      if (isInText || !target.checkVisibility({ visibilityProperty: true }) || Math.min(width, height) >= leastPx)
        continue;
      found.push(`${target.tagName} "${target.textContent}" ${width}×${height}`);
    }
    return found;
  }, LEAST_TARGET_PX - ROUNDING_PX);
}

/** By how many pixels the page is wider than its window: whoever zooms to 200 % would have to scroll sideways. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
