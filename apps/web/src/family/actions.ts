import type { Answer, Refusal } from '../gate/ask.ts';
import { actFor } from '../kept/acting-for.ts';
import { showActingFor } from '../page/acting-for.ts';
import { say } from '../text/language.ts';
import {
  askConsent,
  type ConsentAction,
  checkCode,
  endConsent,
  findConsent,
  giveConsent,
  refuseConsent,
  sendCode,
} from './consents.ts';
import { EMPTY_INVITATION, keptInvitation, requestOf, type TypedField } from './invitation.ts';
import { inviteWords } from './invite-words.ts';
import { type FamilyActions, type FamilyState, INVITATION, type Place, SEARCH, type Typed } from './state.ts';
import { familyWords } from './words.ts';

/** What the actions read, and how they change what is shown; `focus` names what the keyboard goes to. */
export interface Acting {
  readonly typed: Typed;
  readonly state: () => FamilyState;
  readonly change: (changed: Partial<FamilyState>, focus?: string) => void;
  readonly look: (focus: string) => Promise<void>;
}

const DIGITS = /^\d{6}$/;

/** Everything the visitor can do here; each says where it was done what became of it. */
export function familyActions(acting: Acting): FamilyActions {
  const { typed, change } = acting;
  return {
    onAsk: () => void askWhoeverWasTyped(acting),
    onGive: (id) =>
      void act(acting, id, 'give', () => giveConsent(id, typed.bookOnly.has(id) ? ['book'] : scopeAsked(acting, id))),
    onRefuse: (id) => void act(acting, id, 'refuse', () => refuseConsent(id)),
    onEnd: (id) => void act(acting, id, 'end', () => endConsent(id)),
    onConfirm: (id, back) => change({ confirming: id, note: null }, id === null ? back : `really ${id}`),
    onSendCode: (id) => void act(acting, id, 'code', () => sendCode(id)),
    onCheckCode: (id) => void checkTypedCode(acting, id),
    onFind: () => void findTyped(acting),
    onActForMyself: () => {
      actFor(null);
      history.replaceState(null, '', location.pathname);
      showActingFor();
      change({}, 'mine');
    },
  };
}

function scopeAsked({ state }: Acting, id: string) {
  return state().consents?.asBeneficiary.find((consent) => consent.id === id)?.scope ?? ['book'];
}

async function askWhoeverWasTyped(acting: Acting): Promise<void> {
  const { typed, change } = acting;
  const request = requestOf(typed.invitation);
  if ('wrong' in request) {
    change({ note: null, problems: typedProblems(request.wrong) }, request.wrong[0]);
    return;
  }
  const answer = await act(acting, INVITATION, 'ask', () => askConsent(request.body));
  if (!answer.ok) return;
  typed.invitation = EMPTY_INVITATION;
  keptInvitation.forget();
  typed.open.delete(INVITATION);
  change({ note: { at: answer.body.id, text: say(familyWords).done.ask, isProblem: false } }, `note ${answer.body.id}`);
}

async function checkTypedCode(acting: Acting, id: string): Promise<void> {
  const code = (acting.typed.codes.get(id) ?? '').normalize('NFKC').replaceAll(/\s/g, '');
  if (!DIGITS.test(code)) {
    acting.change({ note: null, problems: { [`code-${id}`]: say(familyWords).codeShape } }, `code-${id}`);
    return;
  }
  const answer = await act(acting, id, 'check', () => checkCode(id, code));
  if (answer.ok || answer.refusal.code === 'code-expired') acting.typed.codes.delete(id);
}

async function findTyped(acting: Acting): Promise<void> {
  const reference = acting.typed.reference.trim();
  if (reference === '') {
    acting.change({ note: null, problems: { reference: say(familyWords).findEmpty } }, 'reference');
    return;
  }
  const answer = await act(acting, SEARCH, 'find', () => findConsent(reference));
  if (!answer.ok) return;
  const { consents } = acting.state();
  const asBeneficiary = [answer.body, ...(consents?.asBeneficiary ?? []).filter(({ id }) => id !== answer.body.id)];
  acting.typed.reference = '';
  acting.change(
    {
      consents: { asDelegate: consents?.asDelegate ?? [], asBeneficiary },
      note: { at: answer.body.id, text: say(familyWords).done.find, isProblem: false },
    },
    `note ${answer.body.id}`,
  );
}

/** Does something at a place of the page, looks what is so now, and says there what became of it. */
async function act<Body>(
  { change, look }: Acting,
  at: Place,
  action: ConsentAction,
  doIt: () => Promise<Answer<Body>>,
): Promise<Answer<Body>> {
  change({ busyAt: at, note: null, problems: {} });
  const answer = await doIt();
  if (answer.ok) {
    const note = { at, text: say(familyWords).done[action], isProblem: false };
    change({ busyAt: null, confirming: null, note }, `note ${at}`);
    await look(`note ${at}`);
    return answer;
  }
  const problems = problemsOf(answer.refusal, at);
  const [first] = Object.keys(problems);
  if (first !== undefined) change({ busyAt: null, problems }, first);
  else {
    const text = wordsOf(answer.refusal);
    change({ busyAt: null, confirming: null, note: { at, text, isProblem: true } }, `note ${at}`);
  }
  // What was refused tells that something is different from what is shown: attempts that are left, an answer meanwhile.
  if (answer.refusal.code !== 'unreachable') await look(first ?? `note ${at}`);
  return answer;
}

function wordsOf({ code, title, detail }: Refusal): string {
  return code === 'unreachable' ? say(familyWords).notDone : `${title}. ${detail}`;
}

/** Which field a refusal is about, if it is about one, and what to say beside it. */
function problemsOf(refusal: Refusal, at: Place): Record<string, string> {
  const { code, facts } = refusal;
  if (code === 'code-wrong') return { [`code-${at}`]: say(familyWords).codeWrong(Number(facts['attemptsLeft'] ?? 0)) };
  if (code === 'consent-unknown' && at === SEARCH) return { reference: wordsOf(refusal) };
  if (at !== INVITATION) return {};
  if (code === 'consent-self' || code === 'consent-circular') return { name: wordsOf(refusal) };
  return code === 'invalid-request' ? typedProblems(fieldsNamed(facts['errors'])) : {};
}

function typedProblems(wrong: readonly TypedField[]): Record<string, string> {
  return Object.fromEntries(wrong.map((name) => [name, say(inviteWords).problems[name]]));
}

/** The fields that `invalid-request` names. */
function fieldsNamed(errors: unknown): readonly TypedField[] {
  if (!Array.isArray(errors)) return [];
  const named = new Set(
    errors.map((error: unknown) =>
      typeof error === 'object' && error !== null && 'field' in error ? error.field : undefined,
    ),
  );
  return (['name', 'birthDate', 'phone'] as const).filter((name) => named.has(name));
}
