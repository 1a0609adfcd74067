import { element } from '../page/element.ts';
import { choiceField, form, textField } from '../page/field.ts';
import { submitButton } from '../page/press.ts';
import { say } from '../text/language.ts';
import { type Invitation, keptInvitation, RELATIONS, WAYS } from './invitation.ts';
import { inviteWords } from './invite-words.ts';
import { noteAt } from './note.ts';
import { INVITATION, type Stage } from './state.ts';
import { familyWords } from './words.ts';

/** Who is to be acted for, as whom, and how they agree. */
export function inviteForm(stage: Stage): HTMLElement {
  const { typed, state, actions } = stage;
  const words = say(inviteWords);
  const isBusy = state.busyAt === INVITATION;
  const type = (changed: Partial<Invitation>): void => {
    typed.invitation = { ...typed.invitation, ...changed };
    keptInvitation.write(typed.invitation);
  };
  return form(
    () => isBusy || actions.onAsk(),
    ...typedFields(stage, type),
    ways(stage, type),
    ...noteAt(INVITATION, state),
    element('p', {}, submitButton({ key: 'ask', text: words.submit, isBusy })),
  );
}

function typedFields({ typed, state }: Stage, type: (changed: Partial<Invitation>) => void): HTMLElement[] {
  const words = say(inviteWords);
  const { invitation } = typed;
  const problem = (id: string) => state.problems[id] ?? '';
  return [
    textField({
      id: 'name',
      label: words.name,
      problem: problem('name'),
      value: invitation.name,
      onInput: (name) => type({ name }),
    }),
    textField({
      id: 'birthDate',
      label: words.birthDate,
      hint: words.birthDateHint,
      problem: problem('birthDate'),
      value: invitation.birthDate,
      onInput: (birthDate) => type({ birthDate }),
      attributes: { inputmode: 'numeric' },
    }),
    choiceField({
      id: 'relation',
      label: words.relation,
      problem: problem('relation'),
      value: invitation.relation,
      choices: RELATIONS.map((relation) => [relation, say(familyWords).relations[relation]] as const),
      onInput: (value) => {
        const relation = RELATIONS.find((known) => known === value);
        if (relation) type({ relation });
      },
    }),
    textField({
      id: 'phone',
      label: words.phone,
      hint: words.phoneHint,
      problem: problem('phone'),
      value: invitation.phone,
      onInput: (phone) => type({ phone }),
      attributes: { inputmode: 'tel', type: 'tel' },
    }),
  ];
}

function ways({ typed }: Stage, type: (changed: Partial<Invitation>) => void): HTMLElement {
  const words = say(inviteWords);
  const choices = WAYS.map((way) => {
    const [title, text] = words.ways[way];
    const input = element('input', { type: 'radio', name: 'way', value: way, 'data-key': `way ${way}` });
    input.checked = typed.invitation.way === way;
    input.addEventListener('change', () => type({ way }));
    return element('label', { class: 'choice' }, input, element('span', {}, element('strong', {}, title), text));
  });
  return element('fieldset', {}, element('legend', {}, words.way), ...choices);
}
