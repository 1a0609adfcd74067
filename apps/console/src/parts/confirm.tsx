import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useWords } from '../text/words.ts';
import { Button } from './button.tsx';
import { useFocusWhileOpen } from './focus.ts';
import { ProblemNote } from './problem-note.tsx';
import { ReasonField } from './reason-field.tsx';
import { partWords } from './words.ts';

interface ConfirmProps {
  /** What will be done, as the heading and on the button that does it. */
  readonly action: string;
  /** What it will do, in words. */
  readonly children: ReactNode;
  /** Whether a reason has to be given. */
  readonly reason?: boolean;
  /** Why it cannot be done as things stand, beside a missing reason. */
  readonly why?: string | null;
  readonly kind?: 'main' | 'alarm';
  readonly busy?: boolean;
  readonly problem?: Error | null;
  readonly onDo: (reason: string) => void;
  readonly onCancel: () => void;
}

/** Asked in place, before something is done: its effect in words, the reason where one is needed, do or cancel (Escape). */
export function Confirm(props: ConfirmProps) {
  const { action, children, reason: needsReason = false, kind = 'main', busy = false } = props;
  const { why = null, problem = null } = props;
  const words = useWords(partWords);
  const [reason, setReason] = useState('');
  const panel = useRef<HTMLFormElement>(null);
  useFocusWhileOpen(panel);
  useEscape(panel, props.onCancel);
  return (
    <form
      ref={panel}
      tabIndex={-1}
      className="confirm"
      aria-label={action}
      onSubmit={(event) => {
        event.preventDefault();
        props.onDo(reason.trim());
      }}
    >
      <h3>{action}</h3>
      <div className="effect">{children}</div>
      {needsReason ? <ReasonField value={reason} onChange={setReason} /> : null}
      <ProblemNote problem={problem} />
      <div className="buttons">
        <Button
          type="submit"
          kind={kind}
          busy={busy}
          why={why ?? (needsReason && reason.trim() === '' ? words.reasonNeeded : null)}
        >
          {action}
        </Button>
        <Button kind="quiet" onPress={props.onCancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  );
}

function useEscape(panel: RefObject<HTMLElement | null>, onEscape: () => void): void {
  useEffect(() => {
    const leave = new AbortController();
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onEscape();
    };
    panel.current?.addEventListener('keydown', listen, { signal: leave.signal });
    return () => leave.abort();
  }, [panel, onEscape]);
}
