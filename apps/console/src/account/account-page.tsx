import { useMe } from '../api/me.ts';
import { roleWords } from '../frame/words.ts';
import { Button } from '../parts/button.tsx';
import { Facts } from '../parts/facts.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { SessionList } from '../sessions/session-list.tsx';
import { useSessions } from '../sessions/use-sessions.ts';
import { sessionWords } from '../sessions/words.ts';
import { useWords } from '../text/words.ts';
import { accountWords } from './words.ts';

/** Who one is, and where one is logged in. */
export function AccountPage() {
  const words = useWords(accountWords);
  const roles = useWords(roleWords);
  const me = useMe();
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <Facts
        facts={[
          [words.name, me.name],
          [words.login, me.login],
          [words.role, roles[me.role]],
          [words.site, me.siteId],
        ]}
      />
      <p className="soft">{words.help}</p>
      <OwnSessions />
    </>
  );
}

function OwnSessions() {
  const words = useWords(sessionWords);
  const { login } = useMe();
  const found = useSessions('/v1/staff/sessions', login);
  const others = found.sessions?.filter(({ current }) => !current) ?? [];
  return (
    <section>
      <h2>{words.title}</h2>
      <p className="soft">{words.explained}</p>
      <SessionList caption={words.title} found={found} />
      <p>
        <Button
          kind="quiet"
          busy={found.end.isPending}
          why={others.length === 0 ? words.noOthers : null}
          onPress={() => found.end.mutate(others)}
        >
          {words.endOthers}
        </Button>
      </p>
    </section>
  );
}
