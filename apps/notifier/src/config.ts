import { Keyring, keyringVariable } from '@sunbeon/crypto';
import {
  ConfigError,
  countVariable,
  type Environment,
  parseConfig,
  portVariable,
  serviceVariables,
  type TraceSettings,
  traceSettings,
  traceVariables,
} from '@sunbeon/service-kit';
import { z } from 'zod';
import { type QuietHours, quietHoursSchema } from './quiet-hours.ts';
import { carrierName, type SmppAddress, smppAddressSchema } from './smpp/smpp-address.ts';

const MAX_SMPP_WINDOW = 2_000;
const MAX_POOL = 20;
/** A claim lapses after 45 seconds: the answer must be noted by then. */
const LONGEST_RESPONSE_LIMIT_MS = 20_000;

const variables = z.object({
  ...serviceVariables,
  ...traceVariables,
  OPS_PORT: portVariable.default(0),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  SEALING_KEYS: keyringVariable,
  /** `smpp://systemid:password@host:port?query=reference|none`, or `ssmpp://` for TLS. */
  SMPP_URL: smppAddressSchema,
  /** The carrier messages go by while the first has no room or fails. */
  SMPP_FALLBACK_URL: smppAddressSchema.optional(),
  /** The one number every message comes from. */
  SMS_SENDER: z
    .string()
    .regex(/^\+?\d{3,15}$/, { error: 'a phone number in digits' })
    .default('1339'),
  /** Submissions on the way at the same time, as agreed with the carrier. */
  SMPP_WINDOW: countVariable(MAX_SMPP_WINDOW).default(500),
  /** Longest wait for the answer to a submission; then nobody knows whether it was taken, and the carrier is asked. */
  SMPP_RESPONSE_LIMIT_MS: countVariable(LONGEST_RESPONSE_LIMIT_MS).default(LONGEST_RESPONSE_LIMIT_MS),
  /** How texts beyond one SMS travel: whole in message_payload, or cut into parts with a user data header. */
  SMPP_LONG_TEXT: z.enum(['payload', 'parts']).default('payload'),
  /** Seoul time in which nobody is told of a closed slot or an offer, or `none`. */
  QUIET_HOURS: quietHoursSchema.default({ from: '21:00', to: '08:00' }),
  DATABASE_POOL: countVariable(MAX_POOL).default(5),
});

export interface NotifierConfig {
  readonly logLevel: string;
  readonly host: string;
  readonly opsPort: number;
  readonly databaseUrl: string;
  readonly poolSize: number;
  /** In order of preference. */
  readonly carriers: readonly SmppConfig[];
  /** The one number every message comes from, and people may call. */
  readonly sender: string;
  readonly quietHours: QuietHours | null;
  readonly traces: TraceSettings;
}

export interface SmppConfig {
  readonly address: SmppAddress;
  readonly sender: string;
  readonly window: number;
  readonly longText: 'payload' | 'parts';
  readonly responseLimitMs: number;
}

/** What the notifier knows that nobody else may: apart from configuration, so that it is never printed with it. */
export interface NotifierSecrets {
  readonly sealingKeys: Keyring;
}

/** Throws {@link ConfigError} naming the variable; production refuses development keys. */
export function envToConfig(env: Environment): { config: NotifierConfig; secrets: NotifierSecrets } {
  const read = parseConfig(variables, env);
  if (read.NODE_ENV === 'production' && read.SEALING_KEYS.isForDevelopment) {
    throw new ConfigError('SEALING_KEYS: a development key in production');
  }
  return {
    config: {
      logLevel: read.LOG_LEVEL,
      host: read.HOST,
      opsPort: read.OPS_PORT,
      databaseUrl: read.DATABASE_URL,
      poolSize: read.DATABASE_POOL,
      carriers: carriersOf(read),
      sender: read.SMS_SENDER,
      quietHours: read.QUIET_HOURS,
      traces: traceSettings(read),
    },
    secrets: { sealingKeys: read.SEALING_KEYS },
  };
}

function carriersOf(read: z.output<typeof variables>): SmppConfig[] {
  const addresses = read.SMPP_FALLBACK_URL ? [read.SMPP_URL, read.SMPP_FALLBACK_URL] : [read.SMPP_URL];
  if (new Set(addresses.map(carrierName)).size < addresses.length) {
    throw new ConfigError('SMPP_FALLBACK_URL: the same carrier as SMPP_URL');
  }
  return addresses.map((address) => ({
    address,
    sender: read.SMS_SENDER,
    window: read.SMPP_WINDOW,
    longText: read.SMPP_LONG_TEXT,
    responseLimitMs: read.SMPP_RESPONSE_LIMIT_MS,
  }));
}
