import { z } from 'zod';

const USUAL_PORT = 2775;
const USUAL_TLS_PORT = 3550;

/** Where a carrier's SMPP port is, who we are there, and what is agreed with it. */
export interface SmppAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly systemId: string;
  readonly password: string;
  /** What is agreed: it knows messages by our reference and can be asked by it, or nothing of the kind. */
  readonly query: 'reference' | 'none';
}

const parametersSchema = z.strictObject({ query: z.enum(['reference', 'none']).default('none') });

/** Reads `smpp://systemid:password@host:port?query=reference|none`; `ssmpp://` is the same over TLS. */
export const smppAddressSchema = z
  .url({ protocol: /^s?smpp$/, hostname: /.+/, error: 'smpp://systemid:password@host:port?query=reference|none' })
  .transform((text, context): SmppAddress => {
    const url = new URL(text);
    const tls = url.protocol === 'ssmpp:';
    const parameters = parametersSchema.safeParse(Object.fromEntries(url.searchParams));
    if (!parameters.success) {
      context.addIssue({ code: 'custom', message: 'the only parameter is query=reference or query=none' });
      return z.NEVER;
    }
    return {
      host: url.hostname,
      port: url.port === '' ? (tls ? USUAL_TLS_PORT : USUAL_PORT) : Number(url.port),
      tls,
      systemId: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      query: parameters.data.query,
    };
  });

/** What tells the carrier from others, in the database and in metrics. Holds no secret. */
export function carrierName({ systemId, host, port }: SmppAddress): string {
  return `${systemId}@${host}:${port}`;
}
