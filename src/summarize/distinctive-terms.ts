import type { CsrMatrix } from '../matrix/csr-matrix.js';
import { ExpectedPresence } from './expected-presence.js';
import { LEAST_SOURCES } from './group-shares.js';
import { moreThanChance, presenceScore } from './presence-score.js';

/** A term that is in more sources of a group than of the others. */
export interface DistinctiveTerm {
  /** its column */
  term: number;
  /** by how many standard deviations */
  z: number;
}

/** In how many sources of a group a term is. */
interface Presence {
  group: number;
  term: number;
  count: number;
}

/**
 * The terms that set each group of documents apart from all other groups. A term counts once in each source of a group, however often it stands
 * there: words come in bursts, and many of a few sources say little of a group. Of the terms of all groups, at most one of ten is expected to be
 * told by chance (Benjamini and Hochberg 1995).
 *
 * @param X documents × terms
 * @param rows of each group its rows
 * @param sourceOf number of the source of a row, such as the book of a passage
 * @param most terms of a group
 * @returns of each group its terms, the largest z first (a tie: the earlier column); groups and terms of fewer than three sources have none
 */
export function distinctiveTerms(X: CsrMatrix, rows: readonly Int32Array[], sourceOf: (row: number) => number, most: number): DistinctiveTerm[][] {
  const expected = new ExpectedPresence(rows.length);
  const lastSource = new Float64Array(X.columns);
  const counts = new Float64Array(X.columns);
  const totals = new Float64Array(X.columns);
  const presences: Presence[] = [];
  let large = 0;
  for (const [group, own] of rows.entries()) {
    lastSource.fill(Number.NaN);
    const terms: number[] = [];
    const sources = eachSource(X, own, sourceOf, {
      term: (term, source) => {
        if (lastSource[term] === source) return;
        if (counts[term] === 0) terms.push(term);
        lastSource[term] = source;
        counts[term]++;
      },
      source: (words) => expected.add(group, words),
    });
    if (sources >= LEAST_SOURCES) large++;
    for (const term of terms) {
      if (sources >= LEAST_SOURCES && counts[term] >= LEAST_SOURCES) presences.push({ group, term, count: counts[term] });
      totals[term] += counts[term];
      counts[term] = 0;
    }
  }
  const tests = large * totals.filter((count) => count >= LEAST_SOURCES).length;
  const ofGroups: DistinctiveTerm[][] = rows.map(() => []);
  for (const { group, term, z } of moreThanChance(scoresOf(presences, totals, expected), tests)) {
    if (ofGroups[group].length < most) ofGroups[group].push({ term, z });
  }
  return ofGroups;
}

/**
 * Passes the sources of some rows one by one.
 *
 * @param visit gets each term of a source, some more than once, and then its words
 * @returns how many have words
 */
function eachSource(
  { rowPointers, columnIndices, values }: CsrMatrix,
  rows: Int32Array,
  sourceOf: (row: number) => number,
  visit: { term: (term: number, source: number) => void; source: (words: number) => void },
): number {
  const bySource = rows.toSorted((a, b) => sourceOf(a) - sourceOf(b) || a - b);
  let sources = 0;
  let words = 0;
  for (const [r, i] of bySource.entries()) {
    const source = sourceOf(i);
    for (let p = rowPointers[i]; p < rowPointers[i + 1]; p++) {
      words += values[p];
      visit.term(columnIndices[p], source);
    }
    if (r + 1 < bySource.length && sourceOf(bySource[r + 1]) === source) continue;
    if (words > 0) sources++;
    visit.source(words);
    words = 0;
  }
  return sources;
}

/** The scores that are above 0. */
function scoresOf(presences: readonly Presence[], totals: Float64Array, expected: ExpectedPresence): (Presence & { z: number })[] {
  let last = -1;
  let expectedIn = expected.among(0);
  return presences
    .toSorted((a, b) => a.term - b.term || a.group - b.group)
    .map((presence) => {
      const { group, term, count } = presence;
      if (term !== last) expectedIn = expected.among(totals[term]);
      last = term;
      return { ...presence, z: presenceScore(count, totals[term], expectedIn(group)) };
    })
    .filter(({ z }) => z > 0);
}
