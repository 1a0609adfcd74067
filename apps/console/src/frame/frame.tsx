import type { StaffRole } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { useLocation } from 'react-router';
import { MeContext, meQuery } from '../api/me.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { useWords } from '../text/words.ts';
import { Header } from './header.tsx';
import { NotYours } from './not-yours.tsx';
import { PageFailure } from './page-failure.tsx';
import { frameWords } from './words.ts';

interface FrameProps {
  readonly roles: readonly StaffRole[];
  readonly bare?: boolean;
  readonly children: ReactNode;
}

/** What stands around every page of who is logged in. Pages inside know who that is (`useMe`). */
export function Frame({ roles, bare = false, children }: FrameProps) {
  const words = useWords(frameWords);
  const { pathname } = useLocation();
  const { data: me, error } = useQuery(meQuery);
  if (me === undefined)
    return (
      <main id="main" className="lonely">
        {error === null ? <Progress /> : <ProblemNote problem={error} />}
      </main>
    );
  const page = roles.includes(me.role) ? (
    <PageFailure page={pathname}>
      <Suspense fallback={<Progress />}>{children}</Suspense>
    </PageFailure>
  ) : (
    <NotYours role={me.role} />
  );
  if (bare)
    return (
      <MeContext value={me}>
        <main id="main">{page}</main>
      </MeContext>
    );
  return (
    <MeContext value={me}>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        {page}
      </main>
      <footer>
        <p>{words.koreaTime}</p>
      </footer>
    </MeContext>
  );
}
