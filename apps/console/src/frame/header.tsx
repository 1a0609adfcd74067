import { NavLink } from 'react-router';
import { useMe } from '../api/me.ts';
import { areas } from '../areas.tsx';
import iconUrl from '../look/icon.svg';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { LanguageButton } from './language-button.tsx';
import { LogOutButton } from './log-out-button.tsx';
import { frameWords } from './words.ts';

/** The name, the areas of one's role, oneself, the other language, the way out. */
export function Header() {
  const words = useWords(frameWords);
  const language = useLanguage();
  const me = useMe();
  const entries = areas.flatMap(({ entry, name, roles, mark }) =>
    entry !== null && roles.includes(me.role) ? [{ entry, name: name[language], Mark: mark }] : [],
  );
  return (
    <header className="frame">
      <NavLink className="brand" to={urls.home()} end>
        <img src={iconUrl} alt="" width="24" height="24" />
        <span>{words.name}</span>
      </NavLink>
      <nav aria-label={words.areas}>
        <ul>
          {entries.map(({ entry, name, Mark }) => (
            <li key={entry}>
              <NavLink to={entry}>
                {name}
                {Mark === undefined ? null : <Mark />}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="own">
        <NavLink to={urls.account()}>{words.account(me.name)}</NavLink>
        <LanguageButton />
        <LogOutButton />
      </div>
    </header>
  );
}
