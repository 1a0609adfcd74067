/** How many people somebody may act for, and how many texts that ask for it may be sent. Each in one place, for everybody. */
export interface ConsentLimits {
  /** People one delegate acts for, or has asked to, at the same time. */
  readonly beneficiaries: number;
  /** Texts one delegate may have sent, and so requests they may make, in a day (Seoul). */
  readonly delegateADay: number;
  /** Texts to one phone in a day, whoever asks. */
  readonly phoneADay: number;
  /** Texts asked for from one network block in an hour. */
  readonly networkAnHour: number;
  /** Texts in an hour in all. */
  readonly allAnHour: number;
}

/** Where a request comes from and where its text would go: pseudonyms all. */
export interface TextRoute {
  readonly delegateKey: string;
  /** Keyed digest of the phone that was typed, whether anything goes there or not. */
  readonly phoneIndex: string;
  /** Keyed digest of the network block. */
  readonly network: string;
}

/** How long a request can be answered. */
const REQUEST_SECONDS = 7 * 86_400;
/** How long a code is good for. */
export const CODE_SECONDS = 300;
/** Between two codes for the same request. */
const APART_SECONDS = 60;

/** The limits as the database functions take them, in the one order in which everybody counts. */
export function limitsOf(limits: ConsentLimits, { delegateKey, phoneIndex, network }: TextRoute) {
  return {
    beneficiaries: limits.beneficiaries,
    requestSeconds: REQUEST_SECONDS,
    codeSeconds: CODE_SECONDS,
    apartSeconds: APART_SECONDS,
    asking: [{ kind: 'delegate', key: delegateKey, most: limits.delegateADay, period: 'day' }],
    texts: [
      { kind: 'phone', key: phoneIndex, most: limits.phoneADay, period: 'day' },
      { kind: 'network', key: network, most: limits.networkAnHour, period: 'hour' },
      { kind: 'total', key: '', most: limits.allAnHour, period: 'hour' },
    ],
  };
}

/** The text that asks a beneficiary. Written whether it goes anywhere or not, so that nothing tells which it was. */
export interface RequestText {
  /** Whether there is somebody to send it to: only the phone on the roll, and only if that is the one that was typed. */
  readonly goes: boolean;
  /** Whom `contact` and `facts` are sealed for; nobody's key when it goes nowhere. */
  readonly person: string;
  readonly contact: string;
  readonly facts: string;
  /** On a code: its keyed digest, and what it gives and tells once it is entered. Nulls when it goes nowhere. */
  readonly digest: string | null;
  readonly beneficiary: string | null;
  readonly sealedBeneficiary: string | null;
  readonly givenFacts: string | null;
}
