import { writeCsv } from './csv.js';
import type { EvaluatedTopic, Evaluation } from './evaluation.js';
import type { TopicMeasure } from './measures.js';
import { percent, whole } from './sentences.js';
import { cut, pad } from './terminal.js';

/** evaluation.csv: a row a topic. */
export function evaluationCsv(topics: readonly EvaluatedTopic[]): Generator<string> {
  const header = [
    ...['topic', 'label', 'prevalence', 'npmi', 'c_v', 'umass', 'exclusivity', 'frex', 'effective_words'],
    ...['rank_1_documents', 'rank_1_share', 'allocation_count', 'corpus_divergence', 'terms', 'terms_found', 'pairs', 'pairs_found'],
  ];
  function* rows() {
    for (const { topic, label, prevalence, coverage, ...figures } of topics) {
      const { npmi, cV, umass, exclusivity, frex, effectiveWords, rank1Documents, rank1Share, allocationCount, corpusDivergence } = figures;
      yield [
        ...[topic, label, prevalence, npmi, cV, umass, exclusivity, frex, effectiveWords],
        ...[rank1Documents, rank1Share, allocationCount, corpusDivergence],
        ...[coverage.terms, coverage.termsFound, coverage.pairs, coverage.pairsFound],
      ];
    }
  }
  return writeCsv(header, rows());
}

interface Column {
  measure: TopicMeasure;
  heading: string;
  width: number;
  text: (value: number) => string;
}

const decimals = (digits: number) => (value: number) => value.toFixed(digits);

/** Columns of the terminal's table, the weightiest first: those behind give way where it is narrow. */
const COLUMNS: readonly Column[] = [
  { measure: 'npmi', heading: 'NPMI', width: 6, text: decimals(2) },
  { measure: 'cV', heading: 'C_v', width: 6, text: decimals(2) },
  { measure: 'umass', heading: 'UMass', width: 8, text: decimals(1) },
  { measure: 'exclusivity', heading: 'excl.', width: 7, text: decimals(2) },
  { measure: 'rank1Documents', heading: 'docs', width: 8, text: whole },
  { measure: 'effectiveWords', heading: 'words', width: 8, text: whole },
  { measure: 'corpusDivergence', heading: 'KL', width: 6, text: decimals(2) },
  { measure: 'frex', heading: 'FREX', width: 6, text: decimals(2) },
  { measure: 'rank1Share', heading: 'rank 1', width: 8, text: percent },
  { measure: 'allocationCount', heading: '≥ 30 %', width: 8, text: percent },
];
const LEAST_LABEL = 14;
const MOST_LABEL = 34;

/**
 * The topics with their figures, and the means below. Lines are cut to the width, never wrapped: columns that have no room are left out.
 *
 * @param width columns of the terminal
 */
export function evaluationTable({ topics, model }: Evaluation, width: number): string[] {
  const numberWidth = Math.max(4, String(topics.length).length);
  const fixed = 1 + numberWidth + 8 + 2;
  const columns = [...COLUMNS];
  const widthOf = (some: readonly Column[]) => some.reduce((sum, column) => sum + column.width, 0);
  while (columns.length > 1 && fixed + LEAST_LABEL + widthOf(columns) > width) columns.pop();
  const labelWidth = Math.max(5, Math.min(MOST_LABEL, width - fixed - widthOf(columns)));
  const line = (number: string, share: string, label: string, cells: readonly string[]) =>
    cut(` ${number.padStart(numberWidth)}${share.padStart(8)}  ${pad(cut(label, labelWidth), labelWidth)}${cells.join('')}`.trimEnd(), width);
  const figures = (of: Readonly<Record<TopicMeasure, number>>) =>
    columns.map((column) => (Number.isNaN(of[column.measure]) ? '–' : column.text(of[column.measure])).padStart(column.width));
  return [
    line(
      '#',
      'share',
      'topic',
      columns.map(({ heading, width: columnWidth }) => heading.padStart(columnWidth)),
    ),
    ...topics.map((topic) => line(String(topic.topic), percent(topic.prevalence), topic.label, figures(topic))),
    line('mean', '', '', figures(model)),
  ];
}
