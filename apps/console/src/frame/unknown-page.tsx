import { staffRoles } from '@sunbeon/core';
import { PageTitle } from '../parts/page-title.tsx';
import { useWords } from '../text/words.ts';
import { Frame } from './frame.tsx';
import { frameWords } from './words.ts';

export function UnknownPage() {
  const words = useWords(frameWords);
  return (
    <Frame roles={staffRoles}>
      <PageTitle>{words.unknown}</PageTitle>
      <p>{words.unknownDetail}</p>
    </Frame>
  );
}
