import { listedPeople } from './people.ts';
import { type Person, type PersonDetails, personFrom } from './person.ts';

/** People who came with their own details and are remembered; the oldest is forgotten first. */
const MAX_REMEMBERED = 100_000;

/** Everyone the provider can vouch for: the listed people, and whoever entered details of their own. */
export class Population {
  readonly #listed = new Map(listedPeople.map((person) => [person.id, person]));
  readonly #remembered = new Map<string, Person>();

  /** The person with this id (`sub`), or `null`. */
  find(id: string): Person | null {
    return this.#listed.get(id) ?? this.#remembered.get(id) ?? null;
  }

  /** One of the listed people, or `null`. */
  findListed(id: string): Person | null {
    return this.#listed.get(id) ?? null;
  }

  /** The person with these details, from now on known by their id. */
  remember(details: PersonDetails): Person {
    const person = personFrom(details);
    if (this.#listed.has(person.id)) return person;
    this.#remembered.delete(person.id);
    this.#remembered.set(person.id, person);
    if (this.#remembered.size > MAX_REMEMBERED) {
      for (const oldest of this.#remembered.keys()) {
        this.#remembered.delete(oldest);
        break;
      }
    }
    return person;
  }
}
