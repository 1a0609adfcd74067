import { createRoot } from 'react-dom/client';
import { actingFor, addressFor } from '../kept/acting-for.ts';
import { keptPass } from '../kept/pass.ts';
import { part, setText } from '../page/element.ts';
import { setUpFrame } from '../page/frame.ts';
import { say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { BookingPage } from './booking-page.tsx';
import { Notice } from './notice.tsx';
import { bookingWords } from './words.ts';

const windowId = location.pathname.split('/')[2] ?? '';
const acting = actingFor();
const consentId = acting?.consentId ?? null;
const admission = keptPass(windowId, consentId).read();
const root = createRoot(part('root'));

setUpFrame(() => {
  const words = say(bookingWords);
  document.title = `${words.title} · ${say(pageWords).name}`;
  setText(part('title'), words.title);
  root.render(
    admission === null ? (
      <Notice
        title={words.noPass}
        text={words.noPassNext}
        action={words.toWaiting}
        href={addressFor(`/windows/${windowId}`, acting)}
      />
    ) : (
      <BookingPage windowId={windowId} consentId={consentId} admission={admission} />
    ),
  );
});
