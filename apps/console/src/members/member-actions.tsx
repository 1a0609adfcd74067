import type { StaffAccount } from '@sunbeon/core';
import { type ReactNode, useState } from 'react';
import { useMe } from '../api/me.ts';
import { Button } from '../parts/button.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { useWords } from '../text/words.ts';
import { InvitationNote } from './invitation-note.tsx';
import { type GivenRole, RoleFields, siteOf } from './role-fields.tsx';
import { useChangeRole, useDisable, useReset } from './use-members.ts';
import { memberWords } from './words.ts';

type Action = 'role' | 'reset' | 'disable';

interface ActionProps {
  readonly member: StaffAccount;
  /** Called when it is over; with what there is to say, if it was done. */
  readonly onEnd: (said: ReactNode) => void;
}

/** What an admin does to somebody's account, each asked for in place. */
export function MemberActions({ member }: { readonly member: StaffAccount }) {
  const words = useWords(memberWords);
  const me = useMe();
  const [action, setAction] = useState<Action | null>(null);
  const [said, setSaid] = useState<ReactNode>(null);
  const onEnd = (what: ReactNode) => {
    setAction(null);
    setSaid(what);
  };
  const why = me.role === 'admin' ? (me.id === member.id ? words.self : null) : words.adminsOnly;
  const isDisabled = member.state === 'disabled';
  return (
    <section>
      <h2>{words.actions}</h2>
      {why === null ? null : <p className="soft">{why}</p>}
      {said}
      {why === null && action === null ? (
        <div className="buttons">
          <Button kind="quiet" onPress={() => setAction('role')}>
            {words.changeRole}
          </Button>
          <Button kind="quiet" onPress={() => setAction('reset')}>
            {words.reset}
          </Button>
          <Button kind="quiet" why={isDisabled ? words.alreadyDisabled : null} onPress={() => setAction('disable')}>
            {words.disable}
          </Button>
        </div>
      ) : null}
      {action === 'role' ? <ChangeRole member={member} onEnd={onEnd} /> : null}
      {action === 'reset' ? <Reset member={member} onEnd={onEnd} /> : null}
      {action === 'disable' ? <Disable member={member} onEnd={onEnd} /> : null}
    </section>
  );
}

function ChangeRole({ member, onEnd }: ActionProps) {
  const words = useWords(memberWords);
  const change = useChangeRole(member);
  const [given, setGiven] = useState<GivenRole>({ role: member.role, site: member.siteId ?? '' });
  const isSame = given.role === member.role && siteOf(given) === member.siteId;
  return (
    <Confirm
      action={words.changeRole}
      reason
      why={isSame ? words.sameRole : siteOf(given) === '' ? words.siteMissing : null}
      busy={change.isPending}
      problem={change.error}
      onCancel={() => onEnd(null)}
      onDo={(reason) =>
        change.mutate(
          { role: given.role, siteId: siteOf(given), reason },
          { onSuccess: () => onEnd(<output className="done">{words.roleChanged}</output>) },
        )
      }
    >
      <RoleFields value={given} onChange={setGiven} />
      <p>{words.changeRoleEffect}</p>
    </Confirm>
  );
}

function Reset({ member, onEnd }: ActionProps) {
  const words = useWords(memberWords);
  const reset = useReset(member);
  return (
    <Confirm
      action={words.reset}
      kind="alarm"
      busy={reset.isPending}
      problem={reset.error}
      onCancel={() => onEnd(null)}
      onDo={() => reset.mutate(undefined, { onSuccess: (invited) => onEnd(<InvitationNote invited={invited} />) })}
    >
      <p>{words.resetEffect}</p>
    </Confirm>
  );
}

function Disable({ member, onEnd }: ActionProps) {
  const words = useWords(memberWords);
  const disable = useDisable(member);
  return (
    <Confirm
      action={words.disable}
      kind="alarm"
      busy={disable.isPending}
      problem={disable.error}
      onCancel={() => onEnd(null)}
      onDo={() =>
        disable.mutate(undefined, { onSuccess: () => onEnd(<output className="done">{words.disabled}</output>) })
      }
    >
      <p>{words.disableEffect}</p>
    </Confirm>
  );
}
