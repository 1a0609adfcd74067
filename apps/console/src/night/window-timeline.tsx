import type { NightWindow } from '@sunbeon/core';
import { Link } from 'react-router';
import { countText, dayText, timeText } from '../text/moments.ts';
import { windowStateShapes, windowStateWords } from '../text/window-state-words.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { nightWords } from './words.ts';

interface TimelineProps {
  readonly windows: readonly NightWindow[];
  readonly chosen: string | undefined;
  readonly now: string;
}

/** The windows of the night on a line of time, with where now is on it. */
export function WindowTimeline({ windows, chosen, now }: TimelineProps) {
  const words = useWords(nightWords);
  const before = windows.filter(({ opensAt }) => opensAt <= now);
  const after = windows.filter(({ opensAt }) => opensAt > now);
  return (
    <nav className="timeline" aria-label={words.windows}>
      <h2>{words.windows}</h2>
      <ol>
        {before.map((window) => (
          <TimelineEntry key={window.id} window={window} isChosen={window.id === chosen} />
        ))}
        <li className="now">
          {words.now} <time dateTime={now}>{timeText(now)}</time>
        </li>
        {after.map((window) => (
          <TimelineEntry key={window.id} window={window} isChosen={window.id === chosen} />
        ))}
      </ol>
    </nav>
  );
}

function TimelineEntry({ window, isChosen }: { readonly window: NightWindow; readonly isChosen: boolean }) {
  const words = useWords(nightWords);
  const states = useWords(windowStateWords);
  const language = useLanguage();
  const { id, title, state, opensAt, closesAt, waiting } = window;
  return (
    <li className="entry">
      <Link to={urls.night(id)} aria-current={isChosen ? 'true' : undefined} replace>
        <span className="soft">
          {dayText(opensAt, language)} {timeText(opensAt)}–{timeText(closesAt)}
        </span>
        <strong>{title}</strong>
        <span>
          <span aria-hidden="true">{windowStateShapes[state]} </span>
          {states[state]}
          {waiting === null || waiting === 0 ? '' : ` · ${words.waiting} ${countText(waiting)}${words.people}`}
        </span>
      </Link>
    </li>
  );
}
