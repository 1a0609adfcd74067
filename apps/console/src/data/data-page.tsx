import '../look/data.css';
import { NavLink, Route, Routes } from 'react-router';
import { UnknownPart } from '../frame/unknown-page.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { ExportPart } from './export-part.tsx';
import { ImportList } from './import-list.tsx';
import { ImportPart } from './import-part.tsx';
import { dataWords } from './words.ts';

/** Files: what is taken in, and what is given out. */
export function DataPage() {
  const words = useWords(dataWords);
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <nav className="data-parts" aria-label={words.parts}>
        <NavLink to={urls.data()} end>
          {words.importing}
        </NavLink>
        <NavLink to={urls.exports()}>{words.exporting}</NavLink>
      </nav>
      <Routes>
        <Route
          index
          element={
            <>
              <ImportPart />
              <ImportList />
            </>
          }
        />
        <Route path="export" element={<ExportPart />} />
        <Route path="*" element={<UnknownPart />} />
      </Routes>
    </>
  );
}
