import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { Route, Routes, useLocation, useNavigate } from 'react-router';
import { onSessionEnd } from './api/session-end.ts';
import { areas } from './areas.tsx';
import { Frame } from './frame/frame.tsx';
import { HomePage } from './frame/home-page.tsx';
import { UnknownPage } from './frame/unknown-page.tsx';
import { InvitationPage } from './invitation/invitation-page.tsx';
import { LoginPage } from './login/login-page.tsx';
import { Progress } from './parts/progress.tsx';
import { useLanguage } from './text/words.ts';
import { urls } from './urls.ts';

/** All pages: those of the areas, for whoever is logged in, and the ways in. */
export function Console() {
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useLeavingWithTheSession();
  return (
    <Suspense fallback={<Progress />}>
      <Routes>
        <Route path={urls.login()} element={<LoginPage />} />
        <Route path={urls.invitation()} element={<InvitationPage />} />
        {areas.map(({ path, page: Page, roles, bare = false }) => (
          <Route
            key={path}
            path={path}
            element={
              <Frame roles={roles} bare={bare}>
                <Page />
              </Frame>
            }
          />
        ))}
        <Route path={urls.home()} element={<HomePage />} />
        <Route path="*" element={<UnknownPage />} />
      </Routes>
    </Suspense>
  );
}

/** Whoever is no longer logged in goes to the login page, and comes back from there. */
function useLeavingWithTheSession(): void {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { pathname, search } = useLocation();
  useEffect(
    () =>
      onSessionEnd(() => {
        queries.clear();
        if (pathname !== urls.login()) void navigate(urls.login(pathname + search), { replace: true });
      }),
    [navigate, queries, pathname, search],
  );
}
