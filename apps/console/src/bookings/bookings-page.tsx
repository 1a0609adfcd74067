import { Route, Routes } from 'react-router';
import { UnknownPart } from '../frame/unknown-page.tsx';
import { BookingListPage } from './booking-list-page.tsx';
import { BookingPage } from './booking-page.tsx';

/** Every booking there is: the list, and one of them. */
export function BookingsPage() {
  return (
    <Routes>
      <Route index element={<BookingListPage />} />
      <Route path=":id" element={<BookingPage />} />
      <Route path="*" element={<UnknownPart />} />
    </Routes>
  );
}
