/** What others have written, on one line of at most `most` characters: it cannot begin lines of its own, turn the direction around, or fill a message. */
export function onOneLine(text: string, most: number): string {
  const line = text
    .normalize('NFC')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  if (line.length <= most) return line;
  // A character of two units is left out whole.
  return `${line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
