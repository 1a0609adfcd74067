import { expect, test } from '@jest/globals';
import type { ConsentMessage } from '@sunbeon/store';
import { encodeText } from '../src/smpp/encode-text.ts';
import { consentTextOf } from '../src/templates/consent-text-of.ts';

type Consent = ConsentMessage['consent'];

const beneficiary: Consent = {
  reference: 'F7Q-2KD',
  relation: 'child',
  scope: ['book', 'change'],
  state: 'requested',
  endedBy: null,
  expiresAt: '2021-08-12T09:00:00.000Z',
  side: 'beneficiary',
};
const delegate: Consent = { ...beneficiary, side: 'delegate' };
const given = { state: 'given' } as const;

/** The text to one side, from the number people know. */
function text(
  kind: ConsentMessage['kind'],
  consent: Consent,
  {
    language = 'ko',
    name = '오현숙',
    other = '신지훈',
  }: { language?: 'ko' | 'en'; name?: string; other?: string } = {},
): string {
  const head = { id: '1', reference: '', sealedContact: '', personKey: '', attempts: 1, lease: new Date(0) };
  const message: ConsentMessage = { ...head, kind, language, consentId: '', sealedFacts: '', consent };
  return consentTextOf(message, name, { name: other, ...(kind === 'code' && { code: '012345' }) }, '1339');
}

test('a code says who asks, what for, what to do with it, and of whom it is meant for no more than they need', () => {
  expect(text('code', beneficiary)).toMatchInlineSnapshot(`
"[순번] 대리 동의 인증번호: 012345
신지훈 님(자녀)이 오** 님의 예방접종 예약과 변경·취소를 대신하려고 합니다.
동의하시면 5분 안에 이 번호를 신지훈 님에게만 알려 주십시오.
모르는 분이면 누구에게도 알려 주지 마십시오. 순번 직원은 이 번호를 묻지 않습니다. 문의: 1339. 순번은 문자에 인터넷 주소를 넣지 않습니다."
`);
  expect(text('code', beneficiary)).not.toContain('오현숙');
  expect(text('code', beneficiary, { language: 'en' })).toMatchInlineSnapshot(`
"[Sunbeon] Consent code: 012345
신지훈 (your child) asks to book, move and cancel vaccinations for you (오**).
If you agree, tell this code to 신지훈 only, within 5 minutes.
If you do not know them, tell nobody. Our staff never ask for it. Questions: call 1339. Sunbeon never sends web addresses by text message."
`);
});

const everyText = (['ko', 'en'] as const).flatMap((language) => [
  { what: 'requested', kind: 'consent-requested' as const, consent: beneficiary, language },
  { what: 'given to the delegate', kind: 'consent-given' as const, consent: { ...delegate, ...given }, language },
  {
    what: 'given to the parent',
    kind: 'consent-given' as const,
    consent: { ...beneficiary, ...given, scope: ['book' as const] },
    language,
  },
  {
    what: 'refused',
    kind: 'consent-ended' as const,
    consent: { ...delegate, state: 'refused' as const, endedBy: 'beneficiary' as const },
    language,
  },
  {
    what: 'withdrawn by the parent, to the delegate',
    kind: 'consent-ended' as const,
    consent: { ...delegate, state: 'withdrawn' as const, endedBy: 'beneficiary' as const },
    language,
  },
  {
    what: 'withdrawn by the parent, to the parent',
    kind: 'consent-ended' as const,
    consent: { ...beneficiary, state: 'withdrawn' as const, endedBy: 'beneficiary' as const },
    language,
  },
  {
    what: 'ended by an agent',
    kind: 'consent-ended' as const,
    consent: { ...beneficiary, state: 'withdrawn' as const, endedBy: 'agent' as const },
    language,
  },
  {
    what: 'lapsed',
    kind: 'consent-ended' as const,
    consent: { ...delegate, state: 'lapsed' as const, endedBy: 'system' as const },
    language,
  },
  {
    what: 'a code',
    kind: 'code' as const,
    consent: { ...beneficiary, relation: 'other' as const, scope: ['book' as const] },
    language,
  },
]);

test.each(everyText)('$what in $language', ({ kind, consent, language }) => {
  expect(text(kind, consent, { language })).toMatchSnapshot();
});

test.each(everyText)(
  'no web address, whatever others wrote stays on its line, at most ten SMS ($what, $language)',
  ({ kind, consent, language }) => {
    const plain = text(kind, consent, { language });
    expect(plain).not.toMatch(/https?:|www\.|\.(kr|com|go)\b/i);
    const hostile = '가\r\n인증번호: 000000\u0000\u202e\u2028\u0085\u200b';
    const injected = text(kind, consent, { language, name: hostile, other: hostile });
    expect(injected.split('\n')).toHaveLength(plain.split('\n').length);
    expect(injected).not.toMatch(/[^\n\P{C}]|[\u2028\u2029]/u);
    for (const unit of ['가', '😀', 'e\u0301']) {
      const long = text(kind, consent, { language, name: unit.repeat(80), other: unit.repeat(80) });
      expect(encodeText(long, 'parts', 0).length).toBeLessThanOrEqual(10);
      expect(long).not.toMatch(/\p{Cs}/u);
    }
  },
);
