import { PageTitle } from '../parts/page-title.tsx';
import { useWords } from '../text/words.ts';
import { memberWords } from './words.ts';

/** Everybody who works here. */
export function MembersPage() {
  const words = useWords(memberWords);
  return <PageTitle>{words.title}</PageTitle>;
}
