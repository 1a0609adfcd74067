import '../look/windows.css';
import '../look/calendar.css';
import { Route, Routes } from 'react-router';
import { UnknownPart } from '../frame/unknown-page.tsx';
import { AllWindowsPage } from './all-windows-page.tsx';
import { DraftPage } from './draft-page.tsx';
import { RotationPage } from './rotation-page.tsx';
import { WindowPage } from './window-page.tsx';

/** Windows: the calendar of all, one of them, a draft being written, copies over days. */
export function WindowsPage() {
  return (
    <Routes>
      <Route index element={<AllWindowsPage />} />
      <Route path="new" element={<DraftPage />} />
      <Route path=":id" element={<WindowPage />} />
      <Route path=":id/change" element={<DraftPage />} />
      <Route path=":id/copy" element={<RotationPage />} />
      <Route path="*" element={<UnknownPart />} />
    </Routes>
  );
}
