import { staffRoles } from '@sunbeon/core';
import { PageTitle } from '../parts/page-title.tsx';
import { useWords } from '../text/words.ts';
import { Frame } from './frame.tsx';
import { frameWords } from './words.ts';

/** Said at an address without a page. */
export function UnknownPage() {
  return (
    <Frame roles={staffRoles}>
      <UnknownPart />
    </Frame>
  );
}

/** The same within an area. */
export function UnknownPart() {
  const words = useWords(frameWords);
  return (
    <>
      <PageTitle>{words.unknown}</PageTitle>
      <p>{words.unknownDetail}</p>
    </>
  );
}
