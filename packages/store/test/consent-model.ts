import type { ConsentState } from '@sunbeon/core';

/* The life of a consent as pure rules: what each step is answered with, and what it leaves behind. */

export interface ModelConsent {
  readonly delegate: number;
  readonly named: number;
  readonly onRoll: boolean;
  state: ConsentState;
  /** Its time is over, though nobody has noted it yet. */
  late: boolean;
  code: { attempts: number } | null;
  /** Whoever has given or refused it. */
  answeredBy: number | null;
}

const ATTEMPTS = 5;

export class ConsentModel {
  readonly consents: ModelConsent[] = [];
  readonly #mostAsked: number;
  readonly #most: number;

  /**
   * @param mostAsked people one delegate may act for, or ask to, when they ask
   * @param most people one delegate may act for when it is given: somebody may have narrowed it since
   */
  constructor(mostAsked: number, most: number) {
    this.#mostAsked = mostAsked;
    this.#most = most;
  }

  ask(delegate: number, named: number, onRoll: boolean): string | null {
    const others = this.#live(({ delegate: by, named: whom }) => by === delegate && whom !== named);
    if (new Set(others.map(({ named: whom }) => whom)).size >= this.#mostAsked) return 'too-many-beneficiaries';
    // Whoever is not in time is replaced too: nobody has noted that it has lapsed.
    for (const open of this.consents) {
      if (open.delegate === delegate && open.named === named && open.state === 'requested') close(open, 'withdrawn');
    }
    this.consents.push({
      delegate,
      named,
      onRoll,
      state: 'requested',
      late: false,
      code: { attempts: ATTEMPTS },
      answeredBy: null,
    });
    return null;
  }

  enter(consent: ModelConsent, isRight: boolean, inSession: boolean): string | null {
    if (consent.state !== 'requested' || consent.late) return 'consent-settled';
    const { code } = consent;
    if (code === null || code.attempts === 0 || !inSession) return 'code-expired';
    code.attempts -= 1;
    if (!isRight || !consent.onRoll) return 'code-wrong';
    return this.#give(consent, consent.named);
  }

  give(consent: ModelConsent, person: number): string | null {
    const concerns = consent.answeredBy === null ? consent.named === person : consent.answeredBy === person;
    if (!concerns) return 'consent-unknown';
    if (consent.state === 'given' && !consent.late) return null;
    if (consent.state !== 'requested' || consent.late) return 'consent-settled';
    return this.#give(consent, person);
  }

  end(consent: ModelConsent, person: number, ending: 'withdrawn' | 'refused'): string | null {
    const isDelegate = consent.delegate === person;
    const isAsked =
      consent.answeredBy === null
        ? consent.named === person && consent.state === 'requested'
        : consent.answeredBy === person;
    if (!isDelegate && !isAsked) return 'consent-unknown';
    if (ending === 'refused' && isDelegate) return 'consent-unknown';
    if (ending === 'refused' && consent.state === 'refused') return null;
    if (ending === 'refused' && (consent.state !== 'requested' || consent.late)) return 'consent-settled';
    if (consent.state !== 'requested' && consent.state !== 'given') return null;
    const isRefusal = consent.state === 'requested' && !isDelegate;
    if (!isDelegate) consent.answeredBy = person;
    close(consent, consent.late ? 'lapsed' : isRefusal ? 'refused' : 'withdrawn');
    return null;
  }

  sendCode(consent: ModelConsent): string | null {
    if (consent.state !== 'requested' || consent.late) return 'consent-settled';
    consent.code = { attempts: ATTEMPTS };
    return null;
  }

  /** Its time is over from now on. */
  expire(consent: ModelConsent): void {
    if (consent.state === 'requested' || consent.state === 'given') consent.late = true;
  }

  lapse(): void {
    for (const consent of this.consents) if (consent.late) close(consent, 'lapsed');
  }

  /** As it is shown: late is lapsed. */
  shown({ state, late }: ModelConsent): ConsentState {
    return late ? 'lapsed' : state;
  }

  #live(which: (consent: ModelConsent) => boolean): ModelConsent[] {
    return this.consents.filter(
      (consent) => !consent.late && (consent.state === 'requested' || consent.state === 'given') && which(consent),
    );
  }

  #give(consent: ModelConsent, person: number): string | null {
    const { delegate } = consent;
    const given = this.#live(({ state }) => state === 'given');
    if (person === delegate) return 'consent-self';
    if (given.some((other) => other.delegate === person && other.answeredBy === delegate)) return 'consent-circular';
    const others = given.filter((other) => other.delegate === delegate && other.answeredBy !== person);
    if (others.length >= this.#most) return 'too-many-beneficiaries';
    for (const other of this.consents) {
      if (other.state === 'given' && other.delegate === delegate && other.answeredBy === person) {
        close(other, other.late ? 'lapsed' : 'withdrawn');
      }
    }
    consent.state = 'given';
    consent.answeredBy = person;
    consent.code = null;
    return null;
  }
}

function close(consent: ModelConsent, state: ConsentState): void {
  consent.state = state;
  consent.late = false;
  consent.code = null;
}
