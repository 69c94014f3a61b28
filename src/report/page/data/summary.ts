import type { PageSummary, PageTopic } from '../../page-content.js';
import { sectionJson } from './sections.js';

let loaded: PageSummary | undefined;

/** To be awaited before anything else is shown. */
export async function loadSummary(): Promise<void> {
  loaded = await sectionJson<PageSummary>('summary');
}

export function summary(): PageSummary {
  if (loaded === undefined) throw new Error('the summary is not loaded');
  return loaded;
}

/** @param number from 1 */
export function topicOf(number: number): PageTopic | undefined {
  return summary().topics[number - 1];
}
