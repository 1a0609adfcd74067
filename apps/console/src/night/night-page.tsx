import '../look/night.css';
import '../look/levers.css';
import { useEffect } from 'react';
import { Link, useSearchParams } from 'react-router';
import { tellSessionEnd } from '../api/session-end.ts';
import { PageTitle } from '../parts/page-title.tsx';
import { useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { chosenWindow } from './chosen-window.ts';
import { Freshness } from './freshness.tsx';
import { HealthRow } from './health-row.tsx';
import { Levers } from './levers.tsx';
import { useNight } from './use-night.ts';
import { WindowCentre } from './window-centre.tsx';
import { WindowTimeline } from './window-timeline.tsx';
import { nightWords } from './words.ts';

/** The night at a glance: windows at the left, one of them in the middle, what can be done at the right, health below. */
export function NightPage() {
  const words = useWords(nightWords);
  const heard = useNight({ kept: false });
  const [search] = useSearchParams();
  const { night, state } = heard;
  useEffect(() => {
    if (state === 'ended') tellSessionEnd();
  }, [state]);
  const chosen = night === null ? null : chosenWindow(night.windows, search.get('window'));
  return (
    <div className={state === 'live' ? 'night' : 'night is-stale'}>
      <PageTitle
        beside={
          <>
            <Freshness heard={heard} />
            <Link to={urls.wall()}>{words.wall}</Link>
          </>
        }
      >
        {words.title}
      </PageTitle>
      {night === null ? null : (
        <>
          <div className="night-columns">
            <WindowTimeline windows={night.windows} chosen={chosen?.id} now={night.serverTime} />
            {chosen === null ? (
              <p className="nothing">{words.noWindows}</p>
            ) : (
              <>
                <WindowCentre window={chosen} night={night} />
                <Levers key={chosen.id} window={chosen} nowMs={Date.parse(night.serverTime)} />
              </>
            )}
          </div>
          <HealthRow night={night} />
        </>
      )}
    </div>
  );
}
