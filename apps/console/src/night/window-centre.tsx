import type { NightView, NightWindow } from '@sunbeon/core';
import { Facts } from '../parts/facts.tsx';
import { countText, momentText, timeText } from '../text/moments.ts';
import { windowStateShapes, windowStateWords } from '../text/window-state-words.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { BigFigures } from './big-figures.tsx';
import { durationText } from './duration-text.ts';
import { MessageFigures } from './message-figures.tsx';
import { MinuteCharts } from './minute-charts.tsx';
import { Refusals } from './refusals.tsx';
import { nightWords } from './words.ts';

/** One window: four large figures over two charts, and what else is known of its line. */
export function WindowCentre({ window, night }: { readonly window: NightWindow; readonly night: NightView }) {
  const words = useWords(nightWords);
  const states = useWords(windowStateWords);
  const language = useLanguage();
  const { title, state, notice, pausedSince } = window;
  return (
    <section className="centre" aria-label={title}>
      <h2 className="centre-title">
        {title}{' '}
        <span className={`state state-${state}`}>
          <span aria-hidden="true">{windowStateShapes[state]} </span>
          {states[state]}
        </span>
      </h2>
      <p className="soft numbers">
        {momentText(window.opensAt, language)}–{timeText(window.closesAt)}
      </p>
      {pausedSince === undefined || state !== 'paused' ? null : <p>{words.pausedSince(timeText(pausedSince))}</p>}
      {notice === undefined ? null : (
        <p className="notice">
          <strong>{words.notice}:</strong> {notice[language]}
        </p>
      )}
      <BigFigures window={window} />
      <EtaLine window={window} />
      <MinuteCharts windowId={window.id} />
      <div className="columns">
        <LineFigures window={window} />
        <Refusals refused={window.refused} />
        <MessageFigures night={night} />
      </div>
    </section>
  );
}

function EtaLine({ window: { eta, waiting } }: { readonly window: NightWindow }) {
  const words = useWords(nightWords);
  const language = useLanguage();
  if (eta === null || waiting === null || waiting === 0) return null;
  return (
    <p className="eta">
      {words.eta} <strong>{durationText(eta.seconds, language)}</strong>{' '}
      <span className="soft">
        ({words.etaRange(durationText(eta.low, language), durationText(eta.high, language))})
      </span>
    </p>
  );
}

function LineFigures({ window }: { readonly window: NightWindow }) {
  const words = useWords(nightWords);
  const known = (value: number | null) => (value === null ? words.unknown : countText(Math.round(value)));
  const { active, agentsActive, maxActive, agentSeats } = window;
  return (
    <section>
      <h2>{words.figures}</h2>
      <Facts
        facts={[
          [words.active, words.ofMost(known(active), countText(maxActive))],
          [words.agentsActive, words.ofMost(known(agentsActive), countText(agentSeats))],
          [words.admitted, known(window.admittedPerMinute)],
          [words.bookedAll, known(window.booked)],
          [words.issued, known(window.issued)],
          [words.serving, known(window.serving)],
        ]}
      />
    </section>
  );
}
