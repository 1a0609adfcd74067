import type { Translated } from './language.ts';

interface ProblemText {
  readonly title: string;
  readonly detail: string;
}

/** What is known of one kind of problem: its HTTP status, and what to say in each language. */
export type ProblemEntry = { readonly status: number } & Translated<ProblemText>;

/** One kind of problem: HTTP status, then title and detail in Korean and in English. */
export const entry = (status: number, ko: [string, string], en: [string, string]): ProblemEntry => ({
  status,
  ko: { title: ko[0], detail: ko[1] },
  en: { title: en[0], detail: en[1] },
});
