import { sendInPieces } from '@sunbeon/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { digestOf } from './file-digest.ts';
import { type FileStanding, type ImportWish, wayOf } from './import-wish.ts';
import { importsKey, unfinishedOf } from './imports.ts';

/** Where the import of the chosen file stands. */
export type Stage =
  | { readonly name: 'choosing' }
  | { readonly name: 'hashing'; readonly share: number }
  /** An import of it stopped there, before this page was opened. */
  | { readonly name: 'unfinished'; readonly at: FileStanding }
  | { readonly name: 'reading' | 'writing'; readonly at: FileStanding }
  | { readonly name: 'paused' | 'previewed' | 'done'; readonly at: FileStanding }
  | { readonly name: 'left' }
  | { readonly name: 'failed'; readonly problem: Error; readonly wasWriting: boolean };

const CHOOSING: Stage = { name: 'choosing' };

/** Reads a file ahead and imports it; paused by whoever leaves the page, it goes on with the same file. */
export function useImport() {
  const queries = useQueryClient();
  const [stage, setStage] = useState<Stage>(CHOOSING);
  const run = useRef(0);
  useEffect(() => () => void (run.current += 1), []);

  const drive = useCallback(
    async (wish: ImportWish, preview: boolean, stops: boolean) => {
      run.current += 1;
      const mine = run.current;
      const isOn = () => run.current === mine;
      try {
        const digest = await digestOf(wish.file, (share) => {
          if (isOn()) setStage({ name: 'hashing', share });
          return isOn();
        });
        if (digest === null) return;
        const unfinished = stops ? await unfinishedOf(wish, digest) : null;
        if (!isOn()) return;
        if (unfinished !== null) return setStage({ name: 'unfinished', at: unfinished });
        for await (const at of sendInPieces(wayOf(wish, digest, preview))) {
          if (!isOn()) return;
          setStage(stageOf(at, preview));
        }
      } catch (problem) {
        const told = problem instanceof Error ? problem : new TypeError('unknown');
        if (isOn()) setStage({ name: 'failed', problem: told, wasWriting: !preview });
      } finally {
        await queries.invalidateQueries({ queryKey: importsKey });
      }
    },
    [queries],
  );

  return {
    stage,
    /** Reads it and writes nothing; says so first when an import of it stopped before. */
    preview: (wish: ImportWish) => void drive(wish, true, true),
    write: (wish: ImportWish) => void drive(wish, false, false),
    pause: () => {
      run.current += 1;
      setStage(stage.name === 'writing' ? { name: 'paused', at: stage.at } : CHOOSING);
    },
    again: () => setStage(CHOOSING),
  };
}

function stageOf(at: FileStanding, preview: boolean): Stage {
  if (at.state === 'left') return { name: 'left' };
  if (at.state === 'running') return { name: preview ? 'reading' : 'writing', at };
  return { name: preview ? 'previewed' : 'done', at };
}
