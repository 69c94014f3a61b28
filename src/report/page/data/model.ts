import type { PageVocabulary } from '../../page-content.js';
import { unpackFloats } from '../../page-packing.js';
import { once } from './once.js';
import { sectionBytes, sectionJson } from './sections.js';

export const loadVocabulary = once(() => sectionJson<PageVocabulary>('vocabulary'));

/** φ, topics × terms. */
export const loadTopicTerms = once(async () => unpackFloats(await sectionBytes('topic-terms')));
