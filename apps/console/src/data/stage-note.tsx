import { countText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import type { FileStanding } from './import-wish.ts';
import type { Stage } from './use-import.ts';
import { dataWords } from './words.ts';

const WHOLE = 100;

/** How many hundredths of the file are read. */
export function percentOf({ offset, bytes }: Pick<FileStanding, 'offset' | 'bytes'>): number {
  return Math.floor((offset / bytes) * WHOLE);
}

/** Where the import stands, in a sentence; with a bar while it is under way. */
export function StageNote({ stage }: { readonly stage: Stage }) {
  const words = useWords(dataWords);
  const sentence = sentenceOf(stage, words);
  const percent = shownPercent(stage);
  return (
    <>
      {sentence === null ? null : <output className={stage.name === 'done' ? 'done' : 'progress'}>{sentence}</output>}
      {percent === null ? null : <progress max={WHOLE} value={percent} aria-label={words.importing} />}
      {stage.name === 'writing' || stage.name === 'paused' ? <p className="soft">{words.mayClose}</p> : null}
    </>
  );
}

function sentenceOf(stage: Stage, words: (typeof dataWords)['ko']): string | null {
  switch (stage.name) {
    case 'choosing':
    case 'previewed':
      return null;
    case 'hashing':
      return words.hashing(Math.floor(stage.share * WHOLE));
    case 'reading':
    case 'writing':
      return words[stage.name](percentOf(stage.at), countText(stage.at.lines));
    case 'paused':
    case 'unfinished':
      return words[stage.name](percentOf(stage.at));
    case 'done':
    case 'left':
      return words[stage.name];
    case 'failed':
      return stage.wasWriting ? words.failed : null;
    default:
      return stage satisfies never;
  }
}

function shownPercent(stage: Stage): number | null {
  if (stage.name === 'hashing') return stage.share * WHOLE;
  if (stage.name === 'previewed' || stage.name === 'done') return null;
  return 'at' in stage ? percentOf(stage.at) : null;
}
