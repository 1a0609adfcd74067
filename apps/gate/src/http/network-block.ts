import { isIP } from 'node:net';

const IPV4_KEPT = 3;
const IPV6_KEPT = 3;
const IPV6_GROUPS = 8;
const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * The block of addresses one subscriber or one office has: /24 of IPv4, /48 of IPv6, e.g. `203.0.113.0/24`. Somebody who
 * has a million addresses has them in one block; a whole carrier behind one address counts as one, so limits by it are wide.
 * `unknown` for what is no address.
 */
export function networkBlockOf(address: string): string {
  const plain = MAPPED_IPV4.exec(address)?.[1] ?? address.replace(/%.*$/, '');
  switch (isIP(plain)) {
    case 4:
      return `${plain.split('.').slice(0, IPV4_KEPT).join('.')}.0/24`;
    case 6:
      return `${ipv6Groups(plain).slice(0, IPV6_KEPT).join(':')}::/48`;
    default:
      return 'unknown';
  }
}

/** The eight groups of an IPv6 address, shortest spelling each; `::` stands for as many zeros as are missing. */
function ipv6Groups(address: string): string[] {
  const [before = '', after] = address.split('::');
  const head = groupsOf(before);
  if (after === undefined) return head;
  const tail = groupsOf(after);
  const zeros = Math.max(0, IPV6_GROUPS - head.length - tail.length);
  return [...head, ...Array.from({ length: zeros }, () => '0'), ...tail];
}

/** One that ends in dotted IPv4 has it in its last two groups, which no block reaches. */
function groupsOf(text: string): string[] {
  const groups = text === '' ? [] : text.split(':');
  return groups.flatMap((group) => (group.includes('.') ? ['0', '0'] : [Number.parseInt(group, 16).toString(16)]));
}
