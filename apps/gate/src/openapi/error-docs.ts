import { languages, type ProblemCode, problemCatalogue } from '@sunbeon/core';

const codes = Object.keys(problemCatalogue).filter(isCode);

function isCode(name: string): name is ProblemCode {
  return name in problemCatalogue;
}

/** The problem catalogue as Markdown, in the order of the catalogue: `docs/errors.md`. */
export function errorsMarkdown(): string {
  const sections = codes.map((code) => {
    const { status, ...texts } = problemCatalogue[code];
    const lines = languages.map((language) => `- **${texts[language].title}.** ${texts[language].detail}`);
    return [`## \`${code}\``, '', `HTTP ${status}`, '', ...lines].join('\n');
  });
  return [
    '# Errors',
    '',
    'Every error is answered as `application/problem+json` (RFC 9457). `code` is stable and what a program goes by; `title`',
    'and `detail` are for people, in Korean or, when `Accept-Language` asks for it, in English. `Retry-After` says when trying',
    'again makes sense. Made from the problem catalogue by `pnpm generate:docs`.',
    '',
    '| code | status |',
    '|---|---|',
    ...codes.map((code) => `| [\`${code}\`](#${code}) | ${problemCatalogue[code].status} |`),
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}

/** The problem catalogue as a page; every code is an anchor, which is where the `type` of a problem points. */
export function errorsPage(): string {
  const sections = codes.map((code) => {
    const { status, ...texts } = problemCatalogue[code];
    const lines = languages.map(
      (language) =>
        `<p lang="${language}"><strong>${escaped(texts[language].title)}</strong><br>${escaped(texts[language].detail)}</p>`,
    );
    return `<section id="${code}"><h2><code>${code}</code> <small>HTTP ${status}</small></h2>${lines.join('')}</section>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sunbeon: errors</title>
<style>
body { font: 17px/1.6 system-ui, sans-serif; max-width: 44rem; margin: 0 auto; padding: 1rem; color: #1d1d1f }
h2 { font-size: 1.1rem; margin: 2.5rem 0 0.5rem }
small { color: #55555c; font-weight: normal }
section:target { outline: 3px solid #0b50d0; outline-offset: 0.75rem }
p { margin: 0.5rem 0 }
</style>
</head>
<body>
<h1>Errors</h1>
<p>Every error is <code>application/problem+json</code> (RFC 9457); <code>code</code> is stable.</p>
${sections.join('\n')}
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
