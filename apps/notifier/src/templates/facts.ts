/** What a message may say. */
export interface TemplateFacts {
  readonly name: string;
  /** The booking's number, as people read it out. */
  readonly number: string;
  readonly siteName: string;
  readonly municipality: string;
  readonly startsAt: Date;
  readonly product: string;
}
