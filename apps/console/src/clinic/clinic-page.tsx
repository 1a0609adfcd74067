import '../look/clinic.css';
import { Navigate, Route, Routes } from 'react-router';
import { useMe } from '../api/me.ts';
import { UnknownPart } from '../frame/unknown-page.tsx';
import { urls } from '../urls.ts';
import { SitePage } from './site-page.tsx';
import { SitesPage } from './sites-page.tsx';

/** The clinic desk: whoever works at a clinic begins at their own site, others choose one. */
export function ClinicPage() {
  const { role, siteId } = useMe();
  const own = role === 'clinic' ? siteId : null;
  return (
    <Routes>
      <Route index element={own === null ? <SitesPage /> : <Navigate to={urls.site(own)} replace />} />
      <Route path=":site/*" element={<SitePage />} />
      <Route path="*" element={<UnknownPart />} />
    </Routes>
  );
}
