import { z } from 'zod';

const USUAL_PORT = 2775;
const USUAL_TLS_PORT = 3550;

/** Where a carrier's SMPP port is and who we are there. */
export interface SmppAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly systemId: string;
  readonly password: string;
}

/** Reads `smpp://systemid:password@host:port`; `ssmpp://` is the same over TLS. */
export const smppAddressSchema = z
  .url({ protocol: /^s?smpp$/, hostname: /.+/, error: 'smpp://systemid:password@host:port' })
  .transform((text): SmppAddress => {
    const url = new URL(text);
    const tls = url.protocol === 'ssmpp:';
    return {
      host: url.hostname,
      port: url.port === '' ? (tls ? USUAL_TLS_PORT : USUAL_PORT) : Number(url.port),
      tls,
      systemId: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    };
  });
