import type { SectionName } from '../../page-content.js';
import type { PageCounting } from '../../page-counting.js';
import type { Counting, CountingApi, MixtureInference } from '../counting-api.js';
import { loadTopicTerms, loadVocabulary } from './model.js';
import { once } from './once.js';
import { hasSection, sectionJson, sectionText } from './sections.js';

/*
 * What counts texts and infers their mixtures, made when first asked for.
 */

/** Whether it can be told which topics the words of a text belong to: not where the counts were made elsewhere, or the topics are too large. */
export function canCount(): boolean {
  return hasSection('counting') && hasSection('topic-terms');
}

/** @throws Error where the file has no such section, or it is damaged */
export const loadCounting = once(async (): Promise<Counting> => {
  const [api, model, { terms }] = await Promise.all([loadApi(), loadModel(), loadVocabulary()]);
  const created = api.createCounting(model, terms);
  if (!hasSection('languages-script')) return created;
  return {
    ...created,
    async count(text) {
      await loadScript('languages-script');
      return created.count(text);
    },
  };
});

/** @throws Error where the file has no such section, or it is damaged */
export const loadInference = once(async (): Promise<MixtureInference> => {
  const [api, model, topicTerms] = await Promise.all([loadApi(), loadModel(), loadTopicTerms()]);
  const topics = model.documentPrior.length;
  return api.createInference(topicTerms, topics, topicTerms.length / topics, model);
});

const loadModel = once(() => sectionJson<PageCounting>('counting'));

async function loadApi(): Promise<CountingApi> {
  await loadScript('counting-script');
  return (globalThis as unknown as { topiklCounting: CountingApi }).topiklCounting;
}

const loaded = new Map<SectionName, Promise<void>>();

/** Runs the script of a section, once. The Content-Security-Policy names each by its hash. */
function loadScript(name: SectionName): Promise<void> {
  const before = loaded.get(name);
  if (before !== undefined) return before;
  const now = sectionText(name).then((code) => {
    const script = document.createElement('script');
    script.textContent = trusted(code);
    document.head.append(script);
  });
  loaded.set(name, now);
  return now;
}

/** The part used of Trusted Types, which not every browser has: where one has them, only what a policy made becomes a script. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScript(code: string): string }): { createScript(code: string): string };
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

function trusted(code: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return code;
  policy ??= trustedTypes.createPolicy('topikl', { createScript: (script) => script });
  return policy.createScript(code);
}
