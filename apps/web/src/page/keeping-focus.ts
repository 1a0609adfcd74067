/**
 * Paints `area` anew without taking the keyboard away from whoever is in it: the element with the same `data-key` as the
 * one that had the focus has it afterwards, or the one named by `next`.
 */
export function keepingFocus(area: HTMLElement, next: string | null, paint: (area: HTMLElement) => void): void {
  const active = document.activeElement;
  const had = active instanceof HTMLElement && area.contains(active) ? active.dataset['key'] : undefined;
  paint(area);
  const key = next ?? had;
  if (key === undefined || (next === null && area.contains(document.activeElement))) return;
  for (const candidate of area.querySelectorAll<HTMLElement>('[data-key]')) {
    if (candidate.dataset['key'] === key) candidate.focus();
  }
}
