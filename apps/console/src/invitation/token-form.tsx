import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { useWords } from '../text/words.ts';
import { tokenIn } from './token-of.ts';
import { invitationWords } from './words.ts';

/** Asks for the invitation of whoever did not come by its address. */
export function TokenForm({ onToken }: { readonly onToken: (token: string) => void }) {
  const words = useWords(invitationWords);
  const [pasted, setPasted] = useState('');
  const token = tokenIn(pasted);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        onToken(token);
      }}
    >
      <Field label={words.token} hint={words.tokenHint}>
        {(control) => (
          <input
            {...control}
            autoComplete="off"
            spellCheck={false}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" why={token === '' ? words.tokenMissing : null}>
        {words.look}
      </Button>
    </form>
  );
}
