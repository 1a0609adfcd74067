/** The one style sheet: system fonts, large type, one accent colour, room for thumbs. */
export const styleSheet = `
:root { --ink: #1d2430; --soft: #5b6573; --line: #d5dae1; --accent: #0b5c6b; --ground: #fff; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 40rem; padding: 0 1rem 4rem; background: var(--ground); color: var(--ink);
  font: 1.1875rem/1.6 system-ui, -apple-system, "Apple SD Gothic Neo", "Noto Sans KR", sans-serif; word-break: keep-all; overflow-wrap: anywhere; }
header { display: flex; justify-content: space-between; border-bottom: 1px solid var(--line); }
header p { margin: .75rem 0; }
a { color: var(--accent); }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 2rem 0 .5rem; }
h2 { font-size: 1.1875rem; margin: 2rem 0 .5rem; }
.notice { color: var(--soft); margin: .75rem 0 0; }
ul { list-style: none; margin: 0; padding: 0; }
li { margin: .5rem 0; }
button, input { font: inherit; color: inherit; border-radius: .5rem; padding: .7rem 1rem; width: 100%; }
button { background: var(--ground); border: 1px solid var(--line); text-align: left; cursor: pointer; }
button:hover { border-color: var(--accent); }
button.primary { background: var(--accent); border-color: var(--accent); color: #fff; text-align: center; }
input { border: 1px solid var(--soft); background: var(--ground); margin-top: .25rem; }
input[aria-invalid="true"] { border: 2px solid #a3261c; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
label { display: block; margin: 1rem 0; font-weight: 600; }
.hint, .error { display: block; font-weight: 400; }
.hint, time, .state { color: var(--soft); }
.error, .summary { color: #a3261c; }
.summary { border: 2px solid #a3261c; border-radius: .5rem; padding: .75rem 1rem; }
.birth { color: var(--soft); margin-left: .5rem; white-space: nowrap; }
.find { display: grid; gap: .5rem; margin: 1.5rem 0; }
.find label { margin: 0; }
article { border: 1px solid var(--line); border-radius: .75rem; padding: 1rem; margin: 1rem 0; }
article p { margin: 0; }
article .text { white-space: pre-wrap; margin: .5rem 0; }
`;
