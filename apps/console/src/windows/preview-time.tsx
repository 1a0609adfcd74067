import type { StaffWindowView } from '@sunbeon/core';
import { Field } from '../parts/field.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { instantOf, localOf } from './plan.ts';
import { previewWords } from './preview-words.ts';

const MINUTE_MS = 60_000;
/** The slider reaches from an hour before the opening, or the lobby, to ten minutes after the closing. */
const BEFORE_MS = 60 * MINUTE_MS;
const AFTER_MS = 10 * MINUTE_MS;

interface PreviewTimeProps {
  readonly window: StaffWindowView;
  readonly atMs: number;
  readonly onChange: (atMs: number) => void;
}

/** The moment: typed, or moved to. */
export function PreviewTime({ window, atMs, onChange }: PreviewTimeProps) {
  const words = useWords(previewWords);
  const language = useLanguage();
  const firstMs = Date.parse(window.lobbyOpensAt ?? window.opensAt) - BEFORE_MS;
  const lastMs = Date.parse(window.closesAt) + AFTER_MS;
  return (
    <div className="preview-time">
      <p className="echo">{momentText(atMs, language)}</p>
      <Field label={words.at}>
        {(control) => (
          <input
            {...control}
            type="datetime-local"
            value={localOf(new Date(atMs))}
            onChange={({ target }) => {
              const instant = Date.parse(instantOf(target.value));
              if (!Number.isNaN(instant)) onChange(instant);
            }}
          />
        )}
      </Field>
      <Field label={words.slide}>
        {(control) => (
          <input
            {...control}
            type="range"
            min={firstMs}
            max={lastMs}
            step={MINUTE_MS}
            value={atMs}
            aria-valuetext={momentText(atMs, language)}
            onChange={({ target }) => onChange(Number(target.value))}
          />
        )}
      </Field>
    </div>
  );
}
