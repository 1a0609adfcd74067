import type { Language } from '@sunbeon/core';
import { listedPeople } from '../identity/people.ts';
import { phoneAtHome } from '../identity/phone.ts';
import { type Html, html } from './html.ts';
import { renderPage } from './page.ts';
import { textsIn } from './texts.ts';

/** What the sandbox is, the people one can be, and the way to their messages. */
export function renderIndexPage(language: Language): Html {
  const texts = textsIn(language);
  const body = html`<p>${texts.index.lead}</p>
<p><a href="/inbox?lang=${language}">${texts.index.inbox}</a></p>
<form class="find" id="find" action="/inbox">
<input type="hidden" name="lang" value="${language}">
<label>${texts.index.phone}<input name="phone" inputmode="tel" maxlength="32"></label>
<button class="primary">${texts.index.find}</button>
</form>
<h2>${texts.index.people}</h2>
<ul>${listedPeople.map(
    (person) => html`<li>${person.name}<span class="birth">${person.birthDate}</span>
<a class="birth" href="/inbox?lang=${language}&amp;phone=${encodeURIComponent(person.phone)}">${phoneAtHome(person.phone)}</a></li>
`,
  )}</ul>`;
  const other: Language = language === 'ko' ? 'en' : 'ko';
  return renderPage({ language, title: texts.index.title, body, otherLanguageHref: `/?lang=${other}` });
}
