import {
  type Language,
  languages,
  type PreviewMoment,
  type PreviewPage,
  previewPages,
  previewScene,
  previewTurns,
  previewVisitors,
  type StaffWindowView,
} from '@sunbeon/core';
import { useState } from 'react';
import { Field } from '../parts/field.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { PreviewChoice } from './preview-choice.tsx';
import { PreviewFrame } from './preview-frame.tsx';
import { PreviewTime } from './preview-time.tsx';
import { previewWords } from './preview-words.ts';

const MINUTE_MS = 60_000;
const languageNames: Readonly<Record<Language, string>> = { ko: '한국어', en: 'English' };

/** The citizens' pages at a moment that is chosen, drawn by their own code in a frame as wide as a phone. */
export function Preview({ window }: { readonly window: StaffWindowView }) {
  const words = useWords(previewWords);
  const own = useLanguage();
  const [page, setPage] = useState<PreviewPage>('waiting');
  const [language, setLanguage] = useState<Language>(own);
  const [moment, setMoment] = useState<PreviewMoment>(() => ({
    atMs: Date.parse(window.opensAt) - 5 * MINUTE_MS,
    turn: 'as-planned',
    visitor: 'verified',
    ahead: 12_408,
    remaining: 41_200,
  }));
  const change = (changed: Partial<PreviewMoment>) => setMoment({ ...moment, ...changed });
  return (
    <section className="preview">
      <h2>{words.title}</h2>
      <p className="soft">{words.hint}</p>
      <div className="preview-choices">
        <PreviewChoice label={words.page} names={words.pages} all={previewPages} value={page} onChange={setPage} />
        <PreviewChoice
          label={words.language}
          names={languageNames}
          all={languages}
          value={language}
          onChange={setLanguage}
        />
        <PreviewChoice
          label={words.visitor}
          names={words.visitors}
          all={previewVisitors}
          value={moment.visitor}
          onChange={(visitor) => change({ visitor })}
        />
        <PreviewChoice
          label={words.turn}
          names={words.turns}
          all={previewTurns}
          value={moment.turn}
          onChange={(turn) => change({ turn })}
        />
        <CountField label={words.ahead} value={moment.ahead} onChange={(ahead) => change({ ahead })} />
        <CountField
          label={words.remaining}
          value={moment.remaining ?? 0}
          onChange={(remaining) => change({ remaining })}
        />
      </div>
      <PreviewTime window={window} atMs={moment.atMs} onChange={(atMs) => change({ atMs })} />
      <PreviewFrame
        key={language}
        language={language}
        name={words.frame(words.pages[page], momentText(moment.atMs, own))}
        scene={previewScene(window, page, moment)}
      />
    </section>
  );
}

interface CountFieldProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (count: number) => void;
}

const MOST = 10_000_000;

function CountField({ label, value, onChange }: CountFieldProps) {
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          type="number"
          min={0}
          max={MOST}
          value={value}
          onChange={({ target }) => onChange(Math.min(Math.max(Math.trunc(Number(target.value)), 0), MOST))}
        />
      )}
    </Field>
  );
}
