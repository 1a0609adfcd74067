import { useWords } from '../text/words.ts';
import { partWords } from './words.ts';

/** Says that something is on its way, never without a sentence. */
export function Progress({ text }: { readonly text?: string }) {
  const words = useWords(partWords);
  return <output className="progress">{text ?? words.loading}</output>;
}
