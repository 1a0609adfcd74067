import type { StaffRole } from '@sunbeon/core';
import { PageTitle } from '../parts/page-title.tsx';
import { useWords } from '../text/words.ts';
import { frameWords, roleWords } from './words.ts';

/** Said on a page that another role would see. */
export function NotYours({ role }: { readonly role: StaffRole }) {
  const words = useWords(frameWords);
  const roles = useWords(roleWords);
  return (
    <>
      <PageTitle>{words.notYours}</PageTitle>
      <p>{words.notYoursDetail(roles[role])}</p>
    </>
  );
}
