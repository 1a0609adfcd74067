import { useQuery } from '@tanstack/react-query';
import { Link, NavLink, Route, Routes, useParams } from 'react-router';
import { useMe } from '../api/me.ts';
import { UnknownPart } from '../frame/unknown-page.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { BlocksPage } from './blocks-page.tsx';
import { ClosingPage } from './closing-page.tsx';
import { DayPage } from './day-page.tsx';
import { HoursPage } from './hours-page.tsx';
import { LayOutPage } from './lay-out-page.tsx';
import { siteQuery } from './site-queries.ts';
import { WeekPage } from './week-page.tsx';
import { clinicWords } from './words.ts';

/** The desk of one site. */
export function SitePage() {
  const { site: siteId = '' } = useParams();
  const words = useWords(clinicWords);
  const language = useLanguage();
  const { role } = useMe();
  const { data: site, error, isLoading } = useQuery(siteQuery(siteId));
  const closedAt = site?.closedAt ?? null;
  return (
    <>
      <PageTitle beside={role === 'clinic' ? null : <Link to={urls.clinic()}>{words.allSites}</Link>}>
        {site?.name ?? words.title}
      </PageTitle>
      <ProblemNote problem={error} />
      {isLoading ? <Progress /> : null}
      {closedAt === null ? null : <p className="done">{words.closedSince(momentText(closedAt, language))}</p>}
      {site === undefined ? null : (
        <>
          <SiteParts siteId={siteId} />
          <Routes>
            <Route index element={<WeekPage siteId={siteId} />} />
            <Route path="day/:day?" element={<DayPage site={site} />} />
            <Route path="hours" element={<HoursPage siteId={siteId} />} />
            <Route path="slots" element={<LayOutPage site={site} />} />
            <Route path="blocks" element={<BlocksPage siteId={siteId} />} />
            <Route path="closing" element={<ClosingPage site={site} />} />
            <Route path="*" element={<UnknownPart />} />
          </Routes>
        </>
      )}
    </>
  );
}

function SiteParts({ siteId }: { readonly siteId: string }) {
  const { parts, partsLabel } = useWords(clinicWords);
  const links = [
    [urls.site(siteId), parts.week],
    [urls.siteDay(siteId), parts.day],
    [urls.site(siteId, 'hours'), parts.hours],
    [urls.site(siteId, 'slots'), parts.slots],
    [urls.site(siteId, 'blocks'), parts.blocks],
    [urls.site(siteId, 'closing'), parts.closing],
  ] as const;
  return (
    <nav className="parts" aria-label={partsLabel}>
      {links.map(([url, name]) => (
        <NavLink key={url} to={url} end={url === urls.site(siteId)}>
          {name}
        </NavLink>
      ))}
    </nav>
  );
}
