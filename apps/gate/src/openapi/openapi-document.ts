import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { bookingCalls } from './booking-calls.ts';
import { consentCalls } from './consent-calls.ts';
import { describeCall } from './describe-call.ts';
import { identityCalls } from './identity-calls.ts';
import { lineCalls } from './line-calls.ts';
import { personalDataCalls } from './personal-data-calls.ts';

/** The public contract as an OpenAPI 3.1 document in JSON, made from the schemas that check the requests. */
export function openApiJson(): string {
  const registry = new OpenAPIRegistry();
  for (const call of [...lineCalls, ...bookingCalls, ...identityCalls, ...consentCalls, ...personalDataCalls])
    describeCall(registry, call);
  describeSecurity(registry);
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Sunbeon',
      version: '1',
      description: 'A fair line in front of a booking window. Errors: `/docs/errors`. Instants are ISO 8601 in UTC.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
  });
  return `${JSON.stringify(document, null, 2)}\n`;
}

function describeSecurity(registry: OpenAPIRegistry): void {
  registry.registerComponent('securitySchemes', 'sessionCookie', {
    type: 'apiKey',
    in: 'cookie',
    name: 'sunbeon_session',
  });
  for (const kind of ['session', 'ticket', 'pass']) {
    registry.registerComponent('securitySchemes', kind, { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' });
  }
}
