import path from 'node:path';
import { ConfigError } from '../errors/errors.js';
import type { Evaluation } from '../report/evaluation.js';
import { basisSentences, type Explained, heldOutSentence, labelSentences, modelSentences } from '../report/evaluation-sentences.js';
import { evaluationTable } from '../report/evaluation-tables.js';
import { EVALUATION_JSON } from '../run/artifacts.js';
import { EVALUATION_CSV, evaluateRun, parseWindow } from '../run/evaluate-run.js';
import { refreshReport } from '../run/report-run.js';
import { PAGE } from '../run/write-page.js';
import { print, terminalWidth } from './output.js';
import { watched } from './watched.js';

/** `topikl evaluate DIR`: the figures by which topics are judged, on the terminal and in the folder. */
export async function evaluateCommand(
  folder: string,
  written: { reference?: string | undefined; window?: string | undefined; labelsColumn?: string | undefined; heldOut?: string | undefined },
  output: { json: boolean; quiet: boolean },
): Promise<void> {
  const { reference, window, labelsColumn } = written;
  // yargs takes --no-held-out for false
  const heldOut = String(written.heldOut ?? 'yes') === 'false' ? 'no' : String(written.heldOut ?? 'yes');
  if (heldOut !== 'yes' && heldOut !== 'no') throw new ConfigError(`\`held-out\` must be yes or no, got "${heldOut}"`);
  const options = { reference, labelsColumn, window: window === undefined ? undefined : parseWindow(window), heldOut: heldOut === 'yes' };
  const { evaluation, isReported } = await watched(output.quiet, async (hooks) => ({
    evaluation: await evaluateRun(folder, options, hooks),
    isReported: await refreshReport(folder, hooks),
  }));
  if (output.json) process.stdout.write(`${JSON.stringify(evaluation)}\n`);
  else if (!output.quiet) {
    printEvaluation(folder, evaluation);
    if (isReported) print(`${path.join(folder, PAGE)}       says so too`);
  }
}

function printEvaluation(folder: string, evaluation: Evaluation): void {
  for (const line of evaluationTable(evaluation, terminalWidth())) print(line);
  print('');
  print(basisSentences(evaluation.coherence).join(' '));
  for (const figure of modelSentences(evaluation)) printExplained(figure);
  if (evaluation.heldOut !== null) printExplained(heldOutSentence(evaluation.heldOut));
  if (evaluation.labels !== null) for (const figure of labelSentences(evaluation.labels)) printExplained(figure);
  print('');
  print(`${path.join(folder, EVALUATION_CSV)}    these figures, a row a topic`);
  print(`${path.join(folder, EVALUATION_JSON)}   all of them, with formulas and sources`);
}

function printExplained({ sentence, definition }: Explained): void {
  print('');
  print(sentence);
  print(`    ${definition}`);
}
