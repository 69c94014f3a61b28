import type { GroupComparison } from '../../../summarize/group-comparison.js';
import type { TopicsOverTime } from '../../../summarize/topics-over-time.js';
import { once } from './once.js';
import { hasSection, sectionJson } from './sections.js';

export const hasTime = () => hasSection('time');
export const hasGroups = () => hasSection('groups');

export const loadTime = once(() => sectionJson<TopicsOverTime>('time'));

/** A comparison a column. */
export const loadGroups = once(() => sectionJson<GroupComparison[]>('groups'));
