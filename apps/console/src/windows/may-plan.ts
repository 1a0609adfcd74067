import { useMe } from '../api/me.ts';
import { useWords } from '../text/words.ts';
import { windowWords } from './words.ts';

/** Why whoever is logged in may not plan windows; `null` for those who may. */
export function useWhyNot(): string | null {
  const { role } = useMe();
  const words = useWords(windowWords);
  return role === 'admin' || role === 'operator' ? null : words.notYours;
}
