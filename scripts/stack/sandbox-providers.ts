import type { Secrets } from './secrets.ts';

/** Who the gate is at the sandbox's identity agencies. */
export const OIDC_CLIENT_ID = 'sunbeon';

/** How well the sandbox verifies people, and how lately it must have seen them. */
const STRICTNESS = { acrValues: ['urn:sunbeon:sandbox:loa:2'], maxAgeSeconds: 600 };

/** The agencies of the sandbox as the gate is told of them: one as the standard has it, one with names of its own, a slow one. */
export function sandboxProviders(sandboxPort: number, secrets: Secrets): readonly object[] {
  const known = (id: string) => ({
    id,
    issuer: `http://localhost:${sandboxPort}/oidc/${id}`,
    clientId: OIDC_CLIENT_ID,
    clientSecret: secrets.SANDBOX_CLIENT_SECRET,
    ...STRICTNESS,
  });
  return [
    { ...known('mobile'), name: { ko: '모의 휴대전화 인증', en: 'Sandbox mobile identity' } },
    {
      ...known('certificate'),
      name: { ko: '모의 인증서', en: 'Sandbox certificate' },
      scope: 'openid identity',
      claims: { ci: 'conn_info', name: 'user_name', birthDate: 'birth_ymd', phone: 'mobile_no', gender: 'sex' },
      idTokenAlg: 'ES256',
    },
    { ...known('card'), name: { ko: '모의 신용카드 인증', en: 'Sandbox card identity' }, idTokenAlg: 'ES256' },
  ];
}
