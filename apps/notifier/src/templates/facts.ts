/** Where and when somebody gets what. */
export interface SeatFacts {
  readonly siteName: string;
  readonly municipality: string;
  readonly startsAt: Date;
  readonly product: string;
}

/** What a message may say. */
export interface TemplateFacts extends SeatFacts {
  readonly name: string;
  /** The booking's number, as people read it out. */
  readonly number: string;
  /** `null` in a campaign of one dose. */
  readonly dose: 1 | 2 | null;
  /** The number people may call, which is where messages come from. */
  readonly callUs: string;
  /** A seat that is kept for somebody until an instant. */
  readonly offer: (SeatFacts & { readonly until: Date }) | null;
}
