/** A name as far as its bearer needs it to recognise it, e.g. `김**` for `김영수`. */
export function maskedName(name: string): string {
  const [first = '', ...rest] = name;
  return first + '*'.repeat(rest.length);
}
