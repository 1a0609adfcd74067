/** A new element with attributes and content; text is always text, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

/** The element of this page with that id; the page's own HTML carries it. */
export function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new ReferenceError(`the page has no #${id}`);
  return found;
}

/** Sets an element's text if it differs, and hides the element while the text is empty. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
  target.hidden = text === '';
}

const painted = new WeakMap<HTMLElement, string>();

/** Replaces an element's content only when `key` changed since last time, so that focus and screen readers are left alone. */
export function fill(target: HTMLElement, key: string, build: () => readonly Node[]): void {
  if (painted.get(target) === key) return;
  painted.set(target, key);
  const content = build();
  target.replaceChildren(...content);
  target.hidden = content.length === 0;
}
