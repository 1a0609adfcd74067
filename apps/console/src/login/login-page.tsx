import { PageTitle } from '../parts/page-title.tsx';
import { useWords } from '../text/words.ts';
import { loginWords } from './words.ts';

export function LoginPage() {
  const words = useWords(loginWords);
  return (
    <main id="main" className="lonely">
      <PageTitle>{words.title}</PageTitle>
    </main>
  );
}
