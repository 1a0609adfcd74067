import type { StaffWindowView } from '@sunbeon/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button } from '../parts/button.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { useWhyNot } from './may-plan.ts';
import { MovePanel } from './move-panel.tsx';
import { SlotsPanel } from './slots-panel.tsx';
import { useRemoveDraft } from './use-windows.ts';
import { windowWords } from './words.ts';

type Panel = 'move' | 'slots' | 'remove' | null;

/** What can be done to a window here: planning it, or moving it once it is scheduled. */
export function WindowActions({ window }: { readonly window: StaffWindowView }) {
  const words = useWords(windowWords);
  const whyNot = useWhyNot();
  const navigate = useNavigate();
  const [panel, setPanel] = useState<Panel>(null);
  const { id, state } = window;
  const isDraft = state === 'draft';
  const close = () => setPanel(null);
  return (
    <>
      <div className="buttons">
        {isDraft ? (
          <Button kind="quiet" why={whyNot} onPress={() => void navigate(urls.changeWindow(id))}>
            {words.edit}
          </Button>
        ) : null}
        {state === 'closed' ? null : (
          <Button kind="quiet" why={whyNot} onPress={() => setPanel('slots')}>
            {words.slots}
          </Button>
        )}
        <Button kind="quiet" why={whyNot} onPress={() => void navigate(urls.copyWindow(id))}>
          {words.copy}
        </Button>
        {isDraft ? null : (
          <Link className="button button-quiet" to={urls.night(id)}>
            {words.night}
          </Link>
        )}
        {isDraft || state === 'closed' ? null : (
          <Button kind="quiet" why={whyNot} onPress={() => setPanel('move')}>
            {words.move}
          </Button>
        )}
        {isDraft ? (
          <Button kind="quiet" why={whyNot} onPress={() => setPanel('remove')}>
            {words.remove}
          </Button>
        ) : null}
      </div>
      {panel === 'slots' ? <SlotsPanel window={window} onClose={close} /> : null}
      {panel === 'move' ? <MovePanel window={window} onClose={close} /> : null}
      {panel === 'remove' ? <RemovePanel window={window} onClose={close} /> : null}
    </>
  );
}

export interface PanelProps {
  readonly window: StaffWindowView;
  readonly onClose: () => void;
}

function RemovePanel({ window, onClose }: PanelProps) {
  const words = useWords(windowWords);
  const navigate = useNavigate();
  const remove = useRemoveDraft(window.id);
  return (
    <Confirm
      action={words.remove}
      kind="alarm"
      busy={remove.isPending}
      problem={remove.error}
      onDo={() => remove.mutate(undefined, { onSuccess: () => void navigate(urls.windows()) })}
      onCancel={onClose}
    >
      <p>{words.removeEffect}</p>
    </Confirm>
  );
}
