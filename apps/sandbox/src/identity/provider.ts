import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { type Account, type Configuration, type ErrorOut, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { IdentityConfig } from '../config.ts';
import { createMemoryAdapter } from './memory-adapter.ts';
import type { Person } from './person.ts';
import type { Population } from './population.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const SCOPES = 'openid profile phone ci';

interface ProviderParts {
  readonly issuer: string;
  readonly config: IdentityConfig;
  readonly population: Population;
  readonly renderError: (ctx: KoaContextWithOIDC, out: ErrorOut) => void;
}

/**
 * An OpenID provider with one confidential client: code flow with PKCE only, no consent screen, and the claims `ci`,
 * `name`, `birthdate`, `gender` and `phone_number` both in the ID token and at the userinfo endpoint.
 * Its keys live as long as the process.
 */
export async function createProvider({ issuer, config, population, renderError }: ProviderParts): Promise<Provider> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2_048 });
  const configuration: Configuration = {
    adapter: createMemoryAdapter(),
    clients: [
      {
        client_id: config.clientId,
        client_secret: config.clientSecret,
        redirect_uris: [...config.redirectUris],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    scopes: SCOPES.split(' '),
    claims: {
      openid: ['sub'],
      profile: ['name', 'birthdate', 'gender'],
      phone: ['phone_number', 'phone_number_verified'],
      ci: ['ci'],
    },
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    interactions: { url: (_ctx, interaction) => `/login/${interaction.uid}` },
    loadExistingGrant: grantEverything,
    findAccount: (_ctx, id) => {
      const person = population.find(id);
      return person ? accountOf(person) : undefined;
    },
    renderError,
    ttl: {
      AccessToken: 10 * MINUTE,
      AuthorizationCode: MINUTE,
      Grant: HOUR,
      IdToken: 10 * MINUTE,
      Interaction: HOUR,
      Session: HOUR,
    },
  };
  return new Provider(issuer, configuration);
}

/** The one client is ours: what it asks for is granted without asking. */
async function grantEverything(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(SCOPES);
  await grant.save();
  return grant;
}

function accountOf(person: Person): Account {
  return {
    accountId: person.id,
    claims: () => ({
      sub: person.id,
      ci: person.ci,
      name: person.name,
      birthdate: person.birthDate,
      phone_number: person.phone,
      phone_number_verified: true,
      ...(person.gender === undefined ? {} : { gender: person.gender }),
    }),
  };
}
