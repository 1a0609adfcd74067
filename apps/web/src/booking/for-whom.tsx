import { birthDateText } from '../text/birth-date-text.ts';
import { language, say } from '../text/language.ts';
import type { BookedPerson } from './person.ts';
import { bookingWords } from './words.ts';

/** For whom one books. */
export function ForWhom({ person }: { readonly person: BookedPerson | null }) {
  const words = say(bookingWords);
  if (person === null) return null;
  return (
    <p>
      <span className="soft">{words.who}</span> <strong>{person.name}</strong>
      {person.birthDate !== null && ` (${words.bornOn(birthDateText(person.birthDate, language()))})`}
    </p>
  );
}
