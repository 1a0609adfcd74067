import type { InvitationView } from '@sunbeon/core';
import { useWords } from '../text/words.ts';
import { QrPicture } from './qr-picture.tsx';
import { invitationWords } from './words.ts';

/** The secret of the second factor, as a picture and in letters. */
export function AuthenticatorStep({ totp }: { readonly totp: InvitationView['totp'] }) {
  const words = useWords(invitationWords);
  return (
    <section>
      <h2>{words.app}</h2>
      <p>{words.appDetail}</p>
      <QrPicture text={totp.uri} label={words.qr} />
      <p>
        {words.secret}{' '}
        <code className="secret" translate="no">
          {inFours(totp.secret)}
        </code>
      </p>
      <p className="hint">{words.secretHint}</p>
    </section>
  );
}

/** Letters in groups, as people copy them. */
function inFours(secret: string): string {
  return secret.replaceAll(/.{4}(?=.)/g, '$& ');
}
