import { Keyring, keyringVariable } from '@sunbeon/crypto';
import {
  ConfigError,
  countVariable,
  type Environment,
  parseConfig,
  portVariable,
  serviceVariables,
} from '@sunbeon/service-kit';
import { z } from 'zod';
import { type SmppAddress, smppAddressSchema } from './smpp/smpp-address.ts';

const MAX_SMPP_WINDOW = 2_000;
const MAX_POOL = 20;

const variables = z.object({
  ...serviceVariables,
  OPS_PORT: portVariable.default(0),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  SEALING_KEYS: keyringVariable,
  /** `smpp://systemid:password@host:port`, or `ssmpp://` for TLS. */
  SMPP_URL: smppAddressSchema,
  /** The one number every message comes from. */
  SMS_SENDER: z
    .string()
    .regex(/^\+?\d{3,15}$/, { error: 'a phone number in digits' })
    .default('1339'),
  /** Submissions on the way at the same time, as agreed with the carrier. */
  SMPP_WINDOW: countVariable(MAX_SMPP_WINDOW).default(500),
  /** How texts beyond one SMS travel: whole in message_payload, or cut into parts with a user data header. */
  SMPP_LONG_TEXT: z.enum(['payload', 'parts']).default('payload'),
  DATABASE_POOL: countVariable(MAX_POOL).default(5),
});

export interface NotifierConfig {
  readonly logLevel: string;
  readonly host: string;
  readonly opsPort: number;
  readonly databaseUrl: string;
  readonly poolSize: number;
  readonly smpp: SmppConfig;
}

export interface SmppConfig {
  readonly address: SmppAddress;
  readonly sender: string;
  readonly window: number;
  readonly longText: 'payload' | 'parts';
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
      smpp: {
        address: read.SMPP_URL,
        sender: read.SMS_SENDER,
        window: read.SMPP_WINDOW,
        longText: read.SMPP_LONG_TEXT,
      },
    },
    secrets: { sealingKeys: read.SEALING_KEYS },
  };
}
