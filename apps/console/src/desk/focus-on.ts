/** Takes the keyboard along to a part that has just appeared: as the `ref` of something with `tabIndex={-1}`. */
export function focusOn(part: HTMLElement | null): void {
  part?.focus();
}
