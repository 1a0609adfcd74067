import { ask } from '../gate/ask.ts';
import { kept } from '../kept/kept.ts';
import type { Visit } from './visit.ts';

const isTrue = (value: unknown): value is true => value === true;

/** What became of asking for a text when the number is called. */
export type TextState = 'off' | 'on' | 'failed';

/** The wish to be told by text, as this device remembers it; the gate remembers it by the number, for all devices. */
export class TextSignal {
  readonly #visit: Visit;
  readonly #kept;
  #failed = false;

  constructor(visit: Visit) {
    this.#visit = visit;
    this.#kept = kept('device', `text.${visit.windowId}.${visit.consentId ?? ''}`, isTrue);
  }

  get state(): TextState {
    if (this.#failed) return 'failed';
    return this.#kept.read() ? 'on' : 'off';
  }

  /** Asks for the text, or takes the wish back. */
  async switch(): Promise<void> {
    const bearer = this.#visit.ticket;
    if (bearer === null) return;
    const wanted = this.state !== 'on';
    const { ok } = await ask('/v1/tickets/me/turn-text', { method: wanted ? 'PUT' : 'DELETE', bearer });
    this.#failed = !ok;
    if (ok && wanted) this.#kept.write(true);
    else if (ok) this.#kept.forget();
  }
}
