/** The looks of lines and areas: a colour, and dashes so that nobody needs the colour. */
const LOOKS: readonly (readonly [colour: string, dashes: string])[] = [
  ['#12408f', ''],
  ['#b04a00', '7 3'],
  ['#12623c', '2 3'],
  ['#6b2fa0', '10 3 2 3'],
  ['#4d5a6b', '4 2'],
  ['#9c1c1c', '1 2'],
  ['#0b7285', '6 2'],
  ['#8a6d00', '3 3'],
  ['#c2255c', '8 2 2 2'],
  ['#8d99ab', '1 4'],
];

/** How many looks there are; more things than that share them. */
export const MOST_LOOKS = LOOKS.length;

const looks = LOOKS.map(
  ([colour, dashes], look) => `.look-${look} { --colour: ${colour}; --dashes: ${dashes === '' ? 'none' : dashes}; }`,
);

/** The whole style of the page: white ground, one accent, system fonts, readable on a phone and on paper. */
export const STYLE = `
:root { --ink: #16202e; --soft: #4d5a6b; --line: #d5dce7; --wash: #f3f6fb; --accent: #12408f; --good: #12623c; --bad: #9c1c1c; color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; line-height: 1.55; word-break: keep-all; overflow-wrap: anywhere; -webkit-text-size-adjust: 100%;
  font-family: system-ui, -apple-system, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif; }
:root:not(:has(#english:checked)) [lang="en"], :root:has(#english:checked) [lang="ko"] { display: none; }
main, header, footer { max-width: 62rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1rem; }
h1 { margin: 0.5rem 0 0; font-size: 1.7rem; line-height: 1.25; }
h2 { margin: 2.4rem 0 0.4rem; font-size: 1.25rem; }
h3 { margin: 0; font-size: 1rem; }
p { margin: 0.3rem 0; max-width: 46rem; }
.soft, figcaption p, footer { color: var(--soft); }
fieldset { display: flex; gap: 1rem; justify-content: flex-end; margin: 0; padding: 0; border: 0; }
fieldset label { display: inline-flex; align-items: center; gap: 0.4rem; min-height: 44px; }
fieldset input { width: 1.1rem; height: 1.1rem; accent-color: var(--accent); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(46%, 13rem), 1fr)); gap: 0.75rem; margin: 1.2rem 0 0; }
.figures div { padding: 0.6rem 0.8rem; border-left: 4px solid var(--accent); background: var(--wash); }
.figures .kept { border-color: var(--good); }
.figures .broken { border-color: var(--bad); }
.figures dt { color: var(--soft); font-size: 0.9rem; line-height: 1.35; }
.figures dd { margin: 0; font-size: 1.4rem; font-weight: 700; line-height: 1.3; font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.6rem 1.5rem; margin-top: 0.8rem; }
figure { display: flex; flex-direction: column; margin: 0; break-inside: avoid; min-width: 0; }
figcaption p { font-size: 0.9rem; }
figcaption ul { display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; margin: 0.2rem 0; padding: 0; list-style: none; font-size: 0.9rem; }
figcaption li { display: inline-flex; align-items: center; gap: 0.4rem; }
figcaption li::before { content: ""; width: 1.5rem; border-top: 3px solid var(--colour); }
figcaption li[class*="look-"]:not(.look-0, .area)::before { border-top-style: dashed; }
figcaption li.area::before { height: 0.8rem; width: 0.8rem; border: 0; background: var(--colour); }
figcaption li.band::before { opacity: 0.35; }
figcaption li.dot::before { height: 0.5rem; width: 0.5rem; border-radius: 50%; }
svg { display: block; width: 100%; height: auto; margin-top: auto; font: 14px system-ui, "Noto Sans KR", "Noto Sans CJK KR", sans-serif; font-variant-numeric: tabular-nums; }
svg text { fill: var(--soft); }
.end { text-anchor: end; } .middle { text-anchor: middle; }
.grid { stroke: var(--line); } .axis, .tick { stroke: var(--soft); fill: none; }
.line { fill: none; stroke: var(--colour); stroke-width: 2; stroke-dasharray: var(--dashes); stroke-linejoin: round; }
.fill { fill: var(--colour); } .fill.band { opacity: 0.22; }
.dots { fill: none; stroke: var(--colour); stroke-width: 3.4; stroke-linecap: round; opacity: 0.3; }
.right { stroke: var(--soft); stroke-dasharray: 5 4; fill: none; }
${looks.join('\n')}
.table { overflow-x: auto; margin: 0.6rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.4rem 0.8rem 0.4rem 0; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; white-space: nowrap; }
th { color: var(--soft); font-weight: 600; }
tbody th, th:first-child { text-align: left; }
.checks { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0.5rem 1.5rem; margin: 0.6rem 0; padding: 0; list-style: none; }
.checks li { padding: 0.5rem 0.8rem; border-left: 4px solid var(--good); background: var(--wash); break-inside: avoid; }
.checks .broken { border-color: var(--bad); }
.checks strong { display: block; }
summary { min-height: 44px; padding: 0.6rem 0; color: var(--accent); cursor: pointer; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code { font-size: 0.95em; }
footer { padding-bottom: 3rem; }
@media print {
  @page { margin: 14mm; }
  fieldset, details { display: none; }
  body { font-size: 10.5pt; }
  h2 { break-after: avoid; }
  .figures { grid-template-columns: repeat(4, 1fr); }
  .figures dd { font-size: 1.1rem; }
  .charts { grid-template-columns: 1fr 1fr; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
