import type { SeatFacts, TemplateFacts } from './facts.ts';
import { englishTime, koreanTime } from './seoul-time.ts';

/* Lines that several messages share. */

export const NO_LINKS_KO = '순번은 문자에 인터넷 주소를 넣지 않습니다.';
export const NO_LINKS_EN = 'Sunbeon never sends web addresses by text message.';

/** Which booking, and whose: families share phones. */
export const whoseKo = ({ number, name }: TemplateFacts) => [`예약 번호: ${number}`, `성함: ${name}`];
export const whoseEn = ({ number, name }: TemplateFacts) => [`Booking number: ${number}`, `Name: ${name}`];

/** When and where. */
export const seatKo = ({ startsAt, siteName, municipality }: SeatFacts) => [
  `일시: ${koreanTime(startsAt)}`,
  `장소: ${siteName}(${municipality})`,
];
export const seatEn = ({ startsAt, siteName, municipality }: SeatFacts) => [
  `When: ${englishTime(startsAt)}`,
  `Where: ${siteName} (${municipality})`,
];

/** What, and which dose where there are two. */
export const vaccineKo = (product: string, dose: TemplateFacts['dose']) =>
  dose === null ? `백신: ${product}` : `백신: ${product} ${dose}차`;
export const vaccineEn = (product: string, dose: TemplateFacts['dose']) =>
  dose === null ? `Vaccine: ${product}` : `Vaccine: ${product}, ${dose === 1 ? 'first' : 'second'} dose`;
