import { PageTitle } from '../parts/page-title.tsx';
import { useWords } from '../text/words.ts';

const title = { ko: '내 계정', en: 'My account' } as const;

/** Who one is, and where one is logged in. */
export function AccountPage() {
  return <PageTitle>{useWords(title)}</PageTitle>;
}
