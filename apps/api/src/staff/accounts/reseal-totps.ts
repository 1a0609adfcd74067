import { resealTotp } from '@sunbeon/crypto';
import { replaceTotp, sealedTotps } from '@sunbeon/store';
import type { ApiConfig } from '../../config.ts';
import type { ApiContext } from '../../context.ts';

interface Resealing extends Pick<ApiContext, 'staffStore' | 'logger'> {
  readonly config: Pick<ApiConfig, 'sealingKeys'>;
}

/**
 * Seals the secrets of authenticator apps anew that an older key seals: once at each start, so that a key that was put
 * behind another one seals none of them any more. Never rejects: what stays behind is told in the log.
 */
export async function resealTotps({ staffStore, config, logger }: Resealing): Promise<void> {
  try {
    for (const found of await sealedTotps(staffStore)) {
      const anew = await resealTotp(config.sealingKeys, found.sealedTotp, found.id).catch((error: unknown) => {
        logger.error({ err: error, staffId: found.id }, 'the secret of an authenticator app cannot be opened');
        return null;
      });
      if (anew !== null) await replaceTotp(staffStore, found, anew);
    }
  } catch (error) {
    logger.warn({ err: error }, 'the secrets of authenticator apps were not looked through');
  }
}
