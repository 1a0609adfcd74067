import type { MyConsents, WindowView } from '@sunbeon/core';
import type { Refusal } from '../gate/ask.ts';
import type { Identity } from '../gate/identity.ts';
import { EMPTY_INVITATION, type Invitation, keptInvitation } from './invitation.ts';

/** Where on the page something is said or done: at a consent (its id), at the invitation, or at the search. */
export type Place = string;

/** Everything the page knows, but for what is being typed. */
export interface FamilyState {
  readonly identity: Identity;
  readonly consents: MyConsents | null;
  readonly windows: readonly WindowView[];
  readonly refusal: Refusal | null;
  /** Where something is under way. */
  readonly busyAt: Place | null;
  /** The consent whose end waits to be confirmed. */
  readonly confirming: string | null;
  /** What became of the last action. */
  readonly note: { readonly at: Place; readonly text: string; readonly isProblem: boolean } | null;
  /** What is wrong with a field, by its id. */
  readonly problems: Readonly<Record<string, string>>;
}

export const INVITATION = 'invitation';
export const SEARCH = 'search';

/** What is being typed and ticked: kept apart, so that typing paints nothing anew. */
export interface Typed {
  invitation: Invitation;
  reference: string;
  /** By the consent. */
  readonly codes: Map<string, string>;
  /** Consents in which changing bookings is not to be included. */
  readonly bookOnly: Set<string>;
  /** Which parts of the page are unfolded. */
  readonly open: Set<string>;
}

export function newTyped(): Typed {
  const invitation = keptInvitation.read() ?? EMPTY_INVITATION;
  return { invitation, reference: '', codes: new Map(), bookOnly: new Set(), open: new Set() };
}

/** What the visitor does, as the entries of the page report it. */
export interface FamilyActions {
  readonly onAsk: () => void;
  readonly onGive: (consentId: string) => void;
  readonly onRefuse: (consentId: string) => void;
  readonly onEnd: (consentId: string) => void;
  readonly onConfirm: (consentId: string | null, back?: string) => void;
  readonly onSendCode: (consentId: string) => void;
  readonly onCheckCode: (consentId: string) => void;
  readonly onFind: () => void;
  readonly onActForMyself: () => void;
}

/** What the entries are painted from. */
export interface Stage {
  readonly state: FamilyState;
  readonly typed: Typed;
  readonly actions: FamilyActions;
}
