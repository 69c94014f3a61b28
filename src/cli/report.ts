import path from 'node:path';
import { parseFlags } from '../run/config.js';
import { type ReportResult, reportRun } from '../run/report-run.js';
import { REPORT_SETTINGS } from '../run/settings.js';
import { PAGE } from '../run/write-page.js';
import { print } from './output.js';
import { watched } from './watched.js';

/** `topikl report DIR`: the report of a finished run anew. */
export async function reportCommand(
  folder: string,
  labels: string | undefined,
  flags: Readonly<Record<string, unknown>>,
  output: { json: boolean; quiet: boolean },
): Promise<void> {
  const settings = parseFlags(flags, REPORT_SETTINGS);
  const result = await watched(output.quiet, (hooks) => reportRun(folder, { labels, settings }, hooks));
  if (output.json) process.stdout.write(`${JSON.stringify(resultJson(folder, result))}\n`);
  else if (!output.quiet) printReport(folder);
}

/** Where the report is. */
export function printReport(folder: string): void {
  print(`${path.join(folder, PAGE)}   open this in a browser`);
  print(`${path.join(folder, 'report.md')}     the topics with their words and passages`);
}

function resultJson(folder: string, { manifest, topics, labels }: ReportResult): object {
  const files = manifest.stages.find(({ name }) => name === 'report')?.files ?? {};
  return { out: folder, topics, labels: labels ?? null, files: Object.keys(files) };
}
