import type { Language } from '@sunbeon/core';
import { groups, type ListedPerson, listedPeople } from '../identity/people.ts';
import { type Html, html } from './html.ts';
import { renderPage } from './page.ts';
import { textsIn } from './texts.ts';

const fields = ['name', 'birthDate', 'phone'] as const;
type Field = (typeof fields)[number];

/** What someone else entered, and which of it cannot be right. */
export interface EnteredDetails {
  readonly values: Readonly<Record<Field, string>>;
  readonly wrong: ReadonlySet<string>;
}

const nothingEntered: EnteredDetails = { values: { name: '', birthDate: '', phone: '' }, wrong: new Set() };

/** Choose one of the listed people, or say who else one is. Both forms post to `action`. */
export function renderLoginPage(language: Language, action: string, entered = nothingEntered): Html {
  const { login } = textsIn(language);
  const target = `${action}?lang=${language}`;
  const body = html`${entered.wrong.size === 0 ? null : html`<p class="summary" role="alert"><a href="#someone-else">${login.wrongTitle}</a></p>`}
<p>${login.lead}</p>
<form method="post" action="${target}">
${groups.map((group) => {
  const people = listedPeople.filter((person) => person.group === group);
  return html`<h2 id="${group}">${login.groups[group]}</h2>
<ul aria-labelledby="${group}">${people.map((person) => choiceOf(person, language))}</ul>
`;
})}</form>
<h2 id="someone-else">${login.someoneElse}</h2>
<form method="post" action="${target}" aria-labelledby="someone-else" autocomplete="off" novalidate>
${fields.map((field) => fieldOf(field, language, entered))}
<button class="primary">${login.submit}</button>
</form>`;
  const other: Language = language === 'ko' ? 'en' : 'ko';
  return renderPage({ language, title: login.title, body, otherLanguageHref: `${action}?lang=${other}` });
}

function choiceOf(person: ListedPerson, language: Language): Html {
  const role = person.role === null ? '' : ` · ${person.role[language]}`;
  return html`<li><button name="person" value="${person.id}">${person.name}<span class="birth">${person.birthDate}${role}</span></button></li>`;
}

const inputModes: Readonly<Record<Field, string>> = { name: 'text', birthDate: 'numeric', phone: 'tel' };

function fieldOf(field: Field, language: Language, entered: EnteredDetails): Html {
  const { login } = textsIn(language);
  const wrong = entered.wrong.has(field);
  const hint = { name: null, birthDate: login.birthDateHint, phone: login.phoneHint }[field];
  return html`<label>${login[field]}${hint === null ? null : html` <span class="hint">${hint}</span>`}
<input name="${field}" inputmode="${inputModes[field]}" maxlength="64" value="${entered.values[field]}" aria-invalid="${String(wrong)}">
${wrong ? html`<span class="error">${login.wrong[field]}</span>` : null}</label>
`;
}
