import type { InvitedMember } from '@sunbeon/core';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { memberWords } from './words.ts';

/** The address of an invitation, which is shown this once. */
export function InvitationNote({ invited }: { readonly invited: InvitedMember }) {
  const words = useWords(memberWords);
  const language = useLanguage();
  const note = useRef<HTMLElement>(null);
  const [isCopied, setCopied] = useState(false);
  const { member, invitation } = invited;
  const address = new URL(urls.invitation(invitation.token), location.origin).href;
  useEffect(() => note.current?.focus(), []);
  return (
    <section ref={note} tabIndex={-1} aria-label={words.invited} className="done">
      <h2>{words.invited}</h2>
      <p>{words.invitedDetail(member.name)}</p>
      <Field label={words.link}>
        {(control) => <input {...control} readOnly value={address} onFocus={(event) => event.target.select()} />}
      </Field>
      <p>{`${words.until}: ${momentText(invitation.expiresAt, language)}`}</p>
      <div className="buttons">
        <Button
          kind="quiet"
          onPress={() => {
            void navigator.clipboard.writeText(address).then(() => setCopied(true));
          }}
        >
          {words.copy}
        </Button>
        <output>{isCopied ? words.copied : ''}</output>
      </div>
    </section>
  );
}
