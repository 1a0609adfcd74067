import { useState } from 'react';
import { useMe } from '../api/me.ts';
import { Button } from '../parts/button.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useWords } from '../text/words.ts';
import { type Chosen, FileForm, NOTHING_CHOSEN } from './file-form.tsx';
import { FirstRejects } from './first-rejects.tsx';
import { ImportCounts } from './import-counts.tsx';
import type { ImportWish } from './import-wish.ts';
import { StageNote } from './stage-note.tsx';
import { useImport } from './use-import.ts';
import { whyNot } from './why-not.ts';
import { dataWords } from './words.ts';

/** Chooses a file, reads it ahead, and imports it. */
export function ImportPart() {
  const words = useWords(dataWords);
  const { role } = useMe();
  const [chosen, setChosen] = useState<Chosen>(NOTHING_CHOSEN);
  const { stage, preview, write, pause, again } = useImport();
  const why = whyNot(chosen, words);
  const wish: ImportWish | null = chosen.file === null ? null : { ...chosen, file: chosen.file };
  const act = (what: (wish: ImportWish) => void) => () => {
    if (wish !== null) what(wish);
  };
  if (role !== 'admin' && role !== 'operator') return <p className="soft">{words.notYours}</p>;
  const isUnderWay = stage.name === 'hashing' || stage.name === 'reading' || stage.name === 'writing';
  return (
    <>
      {stage.name === 'choosing' ? <FileForm chosen={chosen} onChange={setChosen} /> : null}
      {stage.name === 'choosing' ? (
        <div className="buttons">
          <Button why={why} onPress={act(preview)}>
            {words.preview}
          </Button>
        </div>
      ) : (
        <section className="import" aria-label={chosen.file?.name ?? words.file}>
          <h2>{chosen.file?.name}</h2>
          <p className="soft">{[words.kinds[chosen.kind], chosen.target].filter(Boolean).join(' · ')}</p>
          <StageNote stage={stage} />
          {stage.name === 'previewed' || stage.name === 'done' ? (
            <ImportCounts at={stage.at} isPreview={stage.name === 'previewed'} />
          ) : null}
          {stage.name === 'failed' ? <ProblemNote problem={stage.problem} /> : null}
          <div className="buttons">
            {isUnderWay ? <Button onPress={pause}>{words.pause}</Button> : null}
            {stage.name === 'previewed' ? (
              <Button onPress={act(write)} why={stage.at.added + stage.at.changed === 0 ? words.nothingToDo : null}>
                {words.doImport}
              </Button>
            ) : null}
            {stage.name === 'paused' || stage.name === 'unfinished' || (stage.name === 'failed' && stage.wasWriting) ? (
              <Button onPress={act(write)}>{words.goOn}</Button>
            ) : null}
            {isUnderWay ? null : (
              <Button
                kind="quiet"
                onPress={() => {
                  setChosen({ ...chosen, file: null });
                  again();
                }}
              >
                {words.another}
              </Button>
            )}
          </div>
          {stage.name === 'previewed' || stage.name === 'done' ? (
            <FirstRejects place={{ kind: chosen.kind, preview: stage.name === 'previewed' }} at={stage.at} />
          ) : null}
        </section>
      )}
    </>
  );
}
