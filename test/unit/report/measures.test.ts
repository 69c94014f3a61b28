import { expect, test } from 'vitest';
import { ALL_MEASURES } from '../../../src/report/measures.js';
import { RELEVANCE_LAMBDA } from '../../../src/topics/term-scores.js';

test('relevance has the weight that is set in the page, and says what that of topics.csv is', () => {
  expect(ALL_MEASURES.relevance.formula).toMatch(/^λ ln φ_kj \+ \(1 − λ\) ln\(φ_kj \/ q_j\), /);
  expect(ALL_MEASURES.relevance.formula).toContain(`λ = ${RELEVANCE_LAMBDA} in topics.csv`);
});
