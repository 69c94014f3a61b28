/* Whether the topics that were planted are those that are found. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readNpy } from '../../../src/matrix/npy.js';
import { parseCsv } from '../../../src/report/parse-csv.js';
import { matchedCosines } from '../../support/planted-topics.js';
import { checked } from '../factorize/processes.js';
import type { PlantedCollection } from './planted-collection.js';

const LEAST_COSINE = 0.95;

/** Cosines of planted topics and those of a run, matched one to one; a term that the run left out has probability 0 in it. */
export function recovered({ topics, vocabulary }: Pick<PlantedCollection, 'topics' | 'vocabulary'>, out: string): number[] {
  const planted = rowsOf(topics);
  const columns = new Map(
    readFileSync(vocabulary, 'utf8')
      .trimEnd()
      .split('\n')
      .map((term, j) => [term, j]),
  );
  const terms = parseCsv(readFileSync(path.join(out, 'vocabulary.csv'), 'utf8'), 'vocabulary.csv').map(({ term = '' }) => columns.get(term));
  const unknown = terms.filter((column) => column === undefined).length;
  checked(unknown === 0, `every term is one that was planted (${terms.length} of ${columns.size})`);
  const found = rowsOf(path.join(out, 'H.npy')).map((row) => {
    const all = new Float64Array(columns.size);
    row.forEach((probability, j) => {
      const column = terms[j];
      if (column !== undefined) all[column] = probability;
    });
    return all;
  });
  return matchedCosines(planted, found);
}

export function reportRecovery(collection: PlantedCollection, out: string): void {
  const cosines = recovered(collection, out).sort((a, b) => a - b);
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  const verdict = mean >= LEAST_COSINE ? 'pass' : 'MISSED';
  console.log(`  planted topics: mean cosine ${mean.toFixed(4)}, lowest ${cosines[0]?.toFixed(4)}; ${verdict}: ≥ ${LEAST_COSINE}`);
}

function rowsOf(file: string): Float64Array[] {
  const { rows, columns, values } = readNpy(readFileSync(file), file);
  return Array.from({ length: rows }, (_, k) => Float64Array.from(values.subarray(k * columns, (k + 1) * columns)));
}
