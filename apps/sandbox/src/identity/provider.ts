import { generateKeyPair, type JsonWebKey, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { type Account, type Configuration, type ErrorOut, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { IdentityConfig } from '../config.ts';
import { type Agency, LEVEL_OF_ASSURANCE } from './agency.ts';
import { createMemoryAdapter } from './memory-adapter.ts';
import type { Person } from './person.ts';
import type { Population } from './population.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

interface ProviderParts {
  readonly agency: Agency;
  readonly issuer: string;
  readonly config: IdentityConfig;
  readonly population: Population;
  readonly renderError: (ctx: KoaContextWithOIDC, out: ErrorOut) => void;
}

/**
 * An OpenID provider with one confidential client: code flow with PKCE only, no consent screen, and the claims of its
 * agency. Its keys live as long as the process. Several share one origin: cookies and login pages are each its own.
 */
export async function createProvider(parts: ProviderParts): Promise<Provider> {
  const { agency, issuer, config, population, renderError } = parts;
  const scopes = Object.keys(agency.claims);
  const configuration: Configuration = {
    adapter: createMemoryAdapter(),
    clients: [
      {
        client_id: config.clientId,
        client_secret: config.clientSecret,
        redirect_uris: [...config.redirectUris],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        id_token_signed_response_alg: agency.alg,
      },
    ],
    jwks: { keys: [{ ...(await signingKey(agency.alg)), use: 'sig', alg: agency.alg }] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: {
        session: `_session_${agency.id}`,
        interaction: `_interaction_${agency.id}`,
        resume: `_interaction_resume_${agency.id}`,
      },
    },
    responseTypes: ['code'],
    pkce: { required: () => true },
    scopes,
    acrValues: [LEVEL_OF_ASSURANCE],
    claims: Object.fromEntries(Object.entries(agency.claims).map(([scope, claims]) => [scope, [...claims]])),
    conformIdTokenClaims: !agency.inIdToken,
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
    },
    interactions: { url: (_ctx, interaction) => `/login/${agency.id}/${interaction.uid}` },
    loadExistingGrant: (ctx) => grantEverything(ctx, scopes),
    findAccount: (_ctx, id) => {
      const person = population.find(id);
      return person ? accountOf(person, agency) : undefined;
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
async function grantEverything(ctx: KoaContextWithOIDC, scopes: readonly string[]) {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(scopes.join(' '));
  await grant.save();
  return grant;
}

function accountOf(person: Person, agency: Agency): Account {
  return { accountId: person.id, claims: () => ({ sub: person.id, ...agency.tell(person) }) };
}

async function signingKey(alg: Agency['alg']): Promise<JsonWebKey> {
  const { privateKey } =
    alg === 'RS256'
      ? await promisify(generateKeyPair)('rsa', { modulusLength: 2_048 })
      : await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  return privateKey.export({ format: 'jwk' });
}
