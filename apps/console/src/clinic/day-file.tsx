import type { CivilDate } from '@sunbeon/core';
import { useMutation } from '@tanstack/react-query';
import { saveFile } from '../api/save-file.ts';
import { Confirm } from '../parts/confirm.tsx';
import { useWords } from '../text/words.ts';
import { dayWords } from './day-words.ts';
import { sitePath } from './site-queries.ts';

interface DayFileProps {
  readonly siteId: string;
  readonly day: CivilDate;
  readonly onEnd: () => void;
}

/** Saves the list of a day as a file: with a reason, because it leaves the house. */
export function DayFile({ siteId, day, onEnd }: DayFileProps) {
  const words = useWords(dayWords);
  const save = useMutation({
    mutationFn: (reason: string) =>
      saveFile(sitePath(siteId, `/days/${day}.csv?${new URLSearchParams({ reason })}`), `${siteId}-${day}.csv`),
  });
  if (save.isSuccess) return <output className="done">{words.fileDone}</output>;
  return (
    <Confirm
      action={words.file}
      reason
      busy={save.isPending}
      problem={save.error}
      onCancel={onEnd}
      onDo={(reason) => save.mutate(reason)}
    >
      <p>{words.fileEffect}</p>
    </Confirm>
  );
}
