import type { Light } from '@sunbeon/core';
import type { ApiConfig } from '../../config.ts';
import { askPart } from '../night/watched-parts.ts';

/** Messages that have been due for longer tell that no carrier takes them. */
const LATE_AFTER_SECONDS = 60;

/**
 * Whether some carrier takes messages, as the services say that are watched; where none of them knows of carriers, as the
 * outbox shows: by then a message would have gone.
 */
export async function carrierLight(
  { watchedServices }: Pick<ApiConfig, 'watchedServices'>,
  oldestDueSeconds: number | null,
): Promise<Light | null> {
  const found = await Promise.all([...watchedServices].map(([name, url]) => askPart(name, url)));
  const known = found.flatMap(({ carriers }) => carriers.map(({ light }) => light));
  if (known.length > 0)
    return known.find((light) => light === 'green') ?? known.find((light) => light === 'amber') ?? 'red';
  if (oldestDueSeconds !== null && oldestDueSeconds > LATE_AFTER_SECONDS) return 'amber';
  return watchedServices.size === 0 ? 'green' : null;
}
