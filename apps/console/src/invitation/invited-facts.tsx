import type { InvitationView } from '@sunbeon/core';
import { roleWords } from '../frame/words.ts';
import { Facts } from '../parts/facts.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { invitationWords } from './words.ts';

/** Whom an invitation is for, and as what. */
export function InvitedFacts({ invitation }: { readonly invitation: InvitationView }) {
  const words = useWords(invitationWords);
  const roles = useWords(roleWords);
  const language = useLanguage();
  const { member, expiresAt } = invitation;
  return (
    <section aria-label={words.whose}>
      <Facts
        facts={[
          [words.name, member.name],
          [words.login, member.login],
          [words.role, roles[member.role]],
          [words.site, member.siteId],
          [words.until, momentText(expiresAt, language)],
        ]}
      />
    </section>
  );
}
