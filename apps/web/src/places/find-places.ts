import { hasHangul, lettersOf, type Syllables, standsFor, syllablesOf } from './hangul.ts';
import type { Place } from './places.ts';
import { provinceSpellings, provinceText } from './provinces.ts';

/** Longest text that is looked at; no name of a place is longer. */
export const MAX_TYPED = 40;
/** Nothing to see, as it comes along with what is copied: fillers, zero widths, marks of direction. */
const UNSEEN = /[\p{Cf}\p{Cc}\u115f\u1160\u3164\uffa0]/gu;
const BETWEEN_WORDS = /[\s,·./]+/u;
const KIND_OF_PLACE = /[-\s](?:do|si|gun|gu)(?![a-z])/g;

/**
 * The places somebody may mean by what they have typed so far, the likeliest first: `종로`, `서울 중구`, `서울시강남`, `ㄱㄴㄱ`,
 * `ﾡﾤ`, letters one by one, `Gangnam`, `Kangnam`, `jung-gu busan`.
 */
export function findPlaces(typed: string, places: Iterable<Place>): readonly Place[] {
  const text = typed.slice(0, MAX_TYPED).replaceAll(UNSEEN, '').trim();
  const rank = hasHangul(text) ? hangulRank(text) : latinRank(text);
  const found = [...places].flatMap((place) => {
    const ranked = rank(place);
    return ranked === null ? [] : [{ place, ranked }];
  });
  return found.toSorted((a, b) => a.ranked - b.ranked).map(({ place }) => place);
}

/** How near a place is to what was typed, 0 being the nearest; `null`: not at all. */
type Rank = (place: Place) => number | null;

function hangulRank(text: string): Rank {
  const words = text.split(BETWEEN_WORDS).map(lettersOf);
  const whole = words.join('');
  return (place) => {
    const { name, spelled } = hangulOf(place);
    if (name.join('') === whole) return 0;
    if (standsFor(whole, name, true)) return 1;
    if (spelled.some((full) => standsFor(whole, full, true))) return 2;
    if (standsFor(whole, name)) return 3;
    return words.every((word) => spelled.some((full) => standsFor(word, full))) ? 4 : null;
  };
}

/** A place's name alone, and with its province in every spelling; taken apart once. */
interface HangulNames {
  readonly name: Syllables;
  readonly spelled: readonly Syllables[];
}

const hangulNames = new WeakMap<Place, HangulNames>();

function hangulOf(place: Place): HangulNames {
  const known = hangulNames.get(place);
  if (known) return known;
  const name = syllablesOf(place.name);
  const spelled = provinceSpellings(place.provinceCode).map((province) => [...syllablesOf(province), ...name]);
  const names = { name, spelled };
  hangulNames.set(place, names);
  return names;
}

function latinRank(text: string): Rank {
  const words = latinWords(text.toLowerCase().replaceAll(KIND_OF_PLACE, ''));
  return (place) => {
    const { own, all } = latinOf(place);
    const [first] = own;
    if (words.length === 0 || !words.every((word) => all.some(begunBy(word)))) return null;
    if (first !== undefined && words.some((word) => begunBy(word)(first))) return 0;
    return words.some((word) => own.some(begunBy(word))) ? 1 : 2;
  };
}

/** A word as it is written, and as it sounds: half a vowel sounds like another, so either will do. */
interface LatinWord {
  readonly written: string;
  readonly sound: string;
}

interface LatinNames {
  readonly own: readonly LatinWord[];
  /** The province's with it. */
  readonly all: readonly LatinWord[];
}

const latinNames = new WeakMap<Place, LatinNames>();

function latinOf(place: Place): LatinNames {
  const known = latinNames.get(place);
  if (known) return known;
  const own = latinWords(place.english);
  const names = { own, all: [...own, ...latinWords(provinceText(place.provinceCode, 'en'))] };
  latinNames.set(place, names);
  return names;
}

function latinWords(text: string): readonly LatinWord[] {
  const words = text.toLowerCase().split(/[^a-z]+/);
  return words.flatMap((written) => (written === '' ? [] : [{ written, sound: asSpoken(written) }]));
}

function begunBy(word: LatinWord): (part: LatinWord) => boolean {
  return ({ written, sound }) => written.startsWith(word.written) || sound.startsWith(word.sound);
}

/** One spelling for those that sound alike, because Korean is written in Latin letters in several ways: `Pusan`, `Busan`. */
function asSpoken(word: string): string {
  return word
    .replaceAll('ch', 'j')
    .replaceAll('sh', 's')
    .replaceAll('oo', 'u')
    .replaceAll('ee', 'i')
    .replaceAll(/eo|eu|ou/g, (pair) => (pair === 'eo' ? 'o' : 'u'))
    .replaceAll(/[ktpr]/g, (letter) => ({ k: 'g', t: 'd', p: 'b', r: 'l' })[letter] ?? letter)
    .replaceAll(/(.)\1/g, '$1');
}
