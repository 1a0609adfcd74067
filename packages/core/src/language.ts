/** Korean first; English is complete. */
export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];

/** One text in every language: a missing translation does not compile. */
export type Translated<Text = string> = Readonly<Record<Language, Text>>;
