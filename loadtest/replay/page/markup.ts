/** The same said in both languages. */
export interface Words {
  readonly ko: string;
  readonly en: string;
}

/** Text that stands for itself in markup. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Both languages, of which the style sheet shows the one that is chosen. */
export function both({ ko, en }: Words): string {
  return `<span lang="ko">${escaped(ko)}</span><span lang="en">${escaped(en)}</span>`;
}

/** The same within the text of a drawing. */
export function bothDrawn({ ko, en }: Words): string {
  return `<tspan lang="ko">${escaped(ko)}</tspan><tspan lang="en">${escaped(en)}</tspan>`;
}

/** One cell of a table; what is not a heading of its row is a figure. */
export type Cell = Words | string;

/** A table that may be wider than a phone: it is scrolled sideways by itself. */
export function table(head: readonly Cell[], rows: readonly (readonly Cell[])[]): string {
  const headings = head.map((cell) => `<th scope="col">${shown(cell)}</th>`).join('');
  const body = rows.map(([first = '', ...others]) => {
    const cells = others.map((cell) => `<td>${shown(cell)}</td>`).join('');
    return `<tr><th scope="row">${shown(first)}</th>${cells}</tr>`;
  });
  return `<div class="table" tabindex="0"><table><thead><tr>${headings}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

function shown(cell: Cell): string {
  return typeof cell === 'string' ? escaped(cell) : both(cell);
}
