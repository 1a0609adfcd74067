import { type ReactNode, useId, useState } from 'react';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  /** Why it cannot be pressed now: it stays in reach of the keyboard, says why, and does nothing. */
  readonly why?: string | null | undefined;
  readonly kind?: 'main' | 'quiet' | 'alarm';
  readonly type?: 'button' | 'submit';
  /** What it is called aloud, where the words on it say too little by themselves. */
  readonly label?: string;
  /** While what it began is under way. */
  readonly busy?: boolean;
}

/** A button; one that cannot be pressed says why beside itself, and aloud when somebody tries. */
export function Button(props: ButtonProps) {
  const { children, onPress, why, kind = 'main', type = 'button', label, busy = false } = props;
  const reasonId = useId();
  const [tries, setTries] = useState(0);
  const reason = why ?? null;
  const isStopped = reason !== null || busy;
  return (
    <span className="button-place">
      <button
        type={type}
        className={`button button-${kind}`}
        aria-disabled={isStopped}
        aria-busy={busy}
        aria-label={label}
        aria-describedby={reason === null ? undefined : reasonId}
        onClick={(event) => {
          if (!isStopped) {
            onPress?.();
            return;
          }
          event.preventDefault();
          setTries(tries + 1);
        }}
      >
        {children}
      </button>
      {reason === null ? null : (
        <span id={reasonId} className="why">
          {reason}
        </span>
      )}
      <output className="unseen" key={tries}>
        {tries > 0 && reason !== null ? reason : ''}
      </output>
    </span>
  );
}
