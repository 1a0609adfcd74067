import { expect, test } from '@jest/globals';
import { isProblemCode, languages, Problem, problemCatalogue, problemDocument } from '../src/index.ts';

const codes = Object.keys(problemCatalogue).filter(isProblemCode);

test.each(codes)('%s says in both languages what happened and what to do', (code) => {
  for (const language of languages) {
    const { title, detail, status } = problemDocument(code, language);
    expect(title.length).toBeGreaterThan(3);
    expect(detail).toMatch(/[.]$/);
    expect(status).toBeGreaterThanOrEqual(400);
  }
  expect(problemDocument(code, 'ko').title).toMatch(/[가-힣]/);
  expect(problemDocument(code, 'en').title).not.toMatch(/[가-힣]/);
});

test('a problem knows its status', () => {
  expect(new Problem('window-not-open', { opensAt: '2021-07-19T11:00:00.000Z' }).status).toBe(403);
});
