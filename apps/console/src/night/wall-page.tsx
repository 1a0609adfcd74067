import '../look/night.css';
import '../look/wall.css';
import { type NightView, type NightWindow, staffSessionSchema } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { z } from 'zod';
import { ask } from '../api/ask.ts';
import { Progress } from '../parts/progress.tsx';
import { countText, exactTimeText, momentText, timeText } from '../text/moments.ts';
import { windowStateShapes, windowStateWords } from '../text/window-state-words.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { BigFigures } from './big-figures.tsx';
import { chosenWindow } from './chosen-window.ts';
import { durationText } from './duration-text.ts';
import { HealthRow } from './health-row.tsx';
import type { Heard } from './night-feed.ts';
import { useNight } from './use-night.ts';
import { nightWords } from './words.ts';

/** The night for a screen on the wall: dark, read from five metres, and nothing on it can be pulled. */
export function WallPage() {
  const words = useWords(nightWords);
  const heard = useNight({ kept: true });
  const { night } = heard;
  useEffect(() => {
    document.title = words.wall;
  }, [words]);
  const chosen = night === null ? null : chosenWindow(night.windows, null);
  return (
    <div className={heard.state === 'live' ? 'wall' : 'wall is-stale'}>
      <h1 className="unseen">{words.title}</h1>
      <WallLost heard={heard} />
      {night === null ? <Progress text={words.joining} /> : null}
      {night === null ? null : (
        <>
          {chosen === null ? (
            <p className="wall-title">{words.wallNothing}</p>
          ) : (
            <WallWindow window={chosen} night={night} isLive={heard.state === 'live'} />
          )}
          <OtherWindows windows={night.windows.filter(({ id }) => id !== chosen?.id)} />
          <HealthRow night={night} />
          <SessionEnd />
        </>
      )}
    </div>
  );
}

interface WallWindowProps {
  readonly window: NightWindow;
  readonly night: NightView;
  /** A clock that stands still looks like one that goes. */
  readonly isLive: boolean;
}

function WallWindow({ window, night, isLive }: WallWindowProps) {
  const words = useWords(nightWords);
  const states = useWords(windowStateWords);
  const language = useLanguage();
  const { title, state, eta, waiting, opensAt, closesAt } = window;
  return (
    <>
      <div className="wall-head">
        <h2 className="wall-title">
          {title}{' '}
          <span className={`state state-${state}`}>
            <span aria-hidden="true">{windowStateShapes[state]} </span>
            {states[state]}
          </span>
        </h2>
        {isLive ? <time className="wall-clock numbers">{exactTimeText(night.serverTime)}</time> : null}
      </div>
      <BigFigures window={window} />
      <p className="wall-line">
        {timeText(opensAt)}–{timeText(closesAt)}
        {eta === null || waiting === 0 ? '' : ` · ${words.eta} ${durationText(eta.seconds, language)}`}
      </p>
    </>
  );
}

function OtherWindows({ windows }: { readonly windows: readonly NightWindow[] }) {
  const words = useWords(nightWords);
  const states = useWords(windowStateWords);
  const language = useLanguage();
  const shown = windows.filter(({ state }) => state !== 'closed').slice(0, MOST_OTHERS);
  if (shown.length === 0) return null;
  return (
    <ul className="wall-others">
      {shown.map(({ id, title, state, opensAt, waiting }) => (
        <li key={id}>
          <span aria-hidden="true">{windowStateShapes[state]}</span> {title} {states[state]}{' '}
          {momentText(opensAt, language)}
          {waiting === null || waiting === 0 ? '' : ` · ${words.waiting} ${countText(waiting)}${words.people}`}
        </li>
      ))}
    </ul>
  );
}

/** More than these nobody could read. */
const MOST_OTHERS = 4;

function WallLost({ heard: { state, night } }: { readonly heard: Heard }) {
  const words = useWords(nightWords);
  if (state === 'live' || state === 'joining') return null;
  const asOf = night === null ? null : timeText(night.serverTime);
  if (state === 'lost') return <p role="alert">{asOf === null ? words.never : words.lost(asOf)}</p>;
  return (
    <p role="alert">
      {asOf === null ? words.endedUnseen : words.ended(asOf)} <Link to={urls.login(urls.wall())}>{words.logIn}</Link>
    </p>
  );
}

const sessionsSchema = z.object({ sessions: z.array(staffSessionSchema) });

/** When this screen will need somebody: nobody is surprised by a dark wall. */
function SessionEnd() {
  const words = useWords(nightWords);
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['own-session'],
    queryFn: ({ signal }) => ask(sessionsSchema, '/v1/staff/sessions', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const own = data?.sessions.find(({ current }) => current);
  return own === undefined ? null : (
    <p className="wall-foot">{words.sessionUntil(momentText(own.expiresAt, language))}</p>
  );
}
