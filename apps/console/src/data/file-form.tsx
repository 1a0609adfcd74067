import { type ImportKind, importKinds, ROLL_COLUMNS, SITE_COLUMNS, SLOT_COLUMNS } from '@sunbeon/core';
import { Field } from '../parts/field.tsx';
import { useWords } from '../text/words.ts';
import { TargetField } from './target-field.tsx';
import { dataWords } from './words.ts';

/** What was chosen so far. */
export interface Chosen {
  readonly kind: ImportKind;
  /** The window or campaign; empty for sites. */
  readonly target: string;
  readonly file: File | null;
}

export const NOTHING_CHOSEN: Chosen = { kind: 'slots', target: '', file: null };

const COLUMNS = { sites: SITE_COLUMNS, slots: SLOT_COLUMNS, roll: ROLL_COLUMNS };

interface FileFormProps {
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
}

/** What a file holds, where it belongs, and the file. */
export function FileForm({ chosen, onChange }: FileFormProps) {
  const words = useWords(dataWords);
  const { kind, target } = chosen;
  return (
    <div className="form">
      <fieldset>
        <legend>{words.kind}</legend>
        {importKinds.map((one) => (
          <label key={one} className="choice">
            <input
              type="radio"
              name="kind"
              checked={kind === one}
              onChange={() => onChange({ ...chosen, kind: one, target: '' })}
            />
            {words.kinds[one]}
          </label>
        ))}
        <p className="hint">{words.kindHints[kind]}</p>
        <p className="hint">{words.columns(COLUMNS[kind].join(','))}</p>
      </fieldset>
      {kind === 'sites' ? null : (
        <TargetField
          of={kind === 'slots' ? 'window' : 'campaign'}
          value={target}
          nothing={words.choose}
          onChange={(chosenTarget) => onChange({ ...chosen, target: chosenTarget })}
        />
      )}
      <Field label={words.file} hint={words.fileHint}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".csv,text/csv"
            onChange={({ target: { files } }) => onChange({ ...chosen, file: files?.[0] ?? null })}
          />
        )}
      </Field>
    </div>
  );
}
