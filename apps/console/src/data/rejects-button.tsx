import { useMutation } from '@tanstack/react-query';
import { Button } from '../parts/button.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useLanguage, useWords } from '../text/words.ts';
import type { ImportPlace } from './import-wish.ts';
import { rejectsFile } from './rejects-file.ts';
import { saveFile } from './save-file.ts';
import { dataWords } from './words.ts';

interface RejectsButtonProps {
  readonly place: ImportPlace;
  readonly id: string;
  /** What it is called aloud where there are many. */
  readonly label?: string;
}

/** Downloads the refused lines of an import. */
export function RejectsButton({ place, id, label }: RejectsButtonProps) {
  const words = useWords(dataWords);
  const language = useLanguage();
  const save = useMutation({
    mutationFn: async () => saveFile(`rejects-${id}.csv`, await rejectsFile(place, id, language)),
  });
  return (
    <>
      <Button
        kind="quiet"
        busy={save.isPending}
        onPress={() => save.mutate()}
        {...(label === undefined ? {} : { label })}
      >
        {label === undefined ? words.downloadRejects : words.exporting}
      </Button>
      <ProblemNote problem={save.error} />
    </>
  );
}
