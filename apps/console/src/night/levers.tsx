import type { NightWindow } from '@sunbeon/core';
import { type ReactNode, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useMe } from '../api/me.ts';
import { Button } from '../parts/button.tsx';
import { useFocusKept } from '../parts/focus.ts';
import { countText, momentText, timeText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { effectText } from './effect-text.ts';
import { LeverConfirm, type LeverFormProps } from './lever-confirm.tsx';
import { AgentSeatsForm, MoveForm, NoticeForm, PaceForm } from './lever-forms.tsx';
import { type LeverName, leverKeys, leversOf, plainEffect, plainLever } from './lever-list.ts';
import { ShortcutSwitch, useLeverKeys } from './use-lever-keys.tsx';
import type { Pulled } from './use-pull.ts';
import { nightWords } from './words.ts';

interface LeversProps {
  readonly window: NightWindow;
  /** The server's clock, ms. */
  readonly nowMs: number;
}

/** What can be done to a window, each with what it will do before it is done. */
export function Levers({ window, nowMs }: LeversProps) {
  const words = useWords(nightWords);
  const { role } = useMe();
  const [open, setOpen] = useState<LeverName | null>(null);
  const [said, setSaid] = useState<ReactNode>(null);
  const levers = leversOf(window, open);
  const section = useRef<HTMLElement>(null);
  const focus = useFocusKept(section);
  const why = role === 'admin' || role === 'operator' ? null : words.leversOnly;
  const keys = useLeverKeys(why === null ? levers : [], (lever) => {
    setSaid(null);
    setOpen(lever);
  });
  const nameOf = (lever: LeverName) => (lever === 'notice' ? words.noticeUp : words[lever]);
  const end = (lever: LeverName) => (pulled: Pulled | null) => {
    setOpen(null);
    setSaid(pulled === null ? null : <Outcome name={nameOf(lever)} pulled={pulled} nowMs={nowMs} />);
  };
  return (
    <section ref={section} className="levers" aria-label={words.levers} {...focus}>
      <h2>{words.levers}</h2>
      {why === null ? null : <p className="soft">{why}</p>}
      {said}
      <ul>
        {levers.map((lever) => (
          <li key={lever} className="lever">
            {open === lever ? (
              <LeverForm lever={lever} window={window} nowMs={nowMs} action={nameOf(lever)} onEnd={end(lever)} />
            ) : (
              <>
                {why === null ? (
                  <Button kind="quiet" onPress={() => setOpen(lever)}>
                    {nameOf(lever)}
                    {keys.isOn ? <kbd aria-hidden="true">{leverKeys[lever].toUpperCase()}</kbd> : null}
                  </Button>
                ) : (
                  <strong>{nameOf(lever)}</strong>
                )}
                <p className="soft">
                  <Glance lever={lever} window={window} nowMs={nowMs} />
                </p>
              </>
            )}
          </li>
        ))}
      </ul>
      {why === null ? <ShortcutSwitch keys={keys} /> : null}
    </section>
  );
}

function LeverForm({ lever, ...props }: LeverFormProps & { readonly lever: LeverName }) {
  switch (lever) {
    case 'pace':
      return <PaceForm {...props} />;
    case 'agent-seats':
      return <AgentSeatsForm {...props} />;
    case 'move':
      return <MoveForm {...props} />;
    case 'notice':
      return <NoticeForm {...props} />;
    case 'pause':
    case 'resume':
    case 'close':
    case 'noticeDown':
      return <LeverConfirm {...props} lever={plainLever(lever)} />;
    default:
      return lever satisfies never;
  }
}

/** The most of what a lever will do, or how it stands, in a line. */
function Glance({ lever, window, nowMs }: LeversProps & { readonly lever: LeverName }) {
  const words = useWords(nightWords);
  const language = useLanguage();
  const effect = plainEffect(lever, window, nowMs);
  if (effect !== null) return effectText(effect, language).slice(0, 2).join(' ');
  if (lever === 'pace') return words.paceNow(countText(window.maxActive), countText(window.maxPerSecond));
  if (lever === 'agent-seats') return words.seatsNow(countText(window.agentSeats));
  return lever === 'move' ? words.openingNow(momentText(window.opensAt, language)) : words.noticeNow;
}

function Outcome({ name, pulled, nowMs }: { readonly name: string; readonly pulled: Pulled; readonly nowMs: number }) {
  const words = useWords(nightWords);
  if (pulled.approval === null) return <output className="done">{words.done(name, timeText(nowMs))}</output>;
  return (
    <output className="done">
      {words.asked} <Link to={urls.approval(pulled.approval.id)}>{words.toApproval}</Link>
    </output>
  );
}
