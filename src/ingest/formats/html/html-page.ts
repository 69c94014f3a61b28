import { type OpenedElement, walkTags } from './html-tags.js';
import { isUnread } from './html-text.js';

/** How much text an element holds, in characters without the white space around its pieces. */
interface Measure {
  text: number;
  /** of it, in links */
  linked: number;
  links: number;
}

/** What one pass through a page finds. */
export interface Page {
  elements: number;
  /** most elements inside one another */
  depth: number;
  /** pieces of text that a document would have: a parser begins a new one at each character that HTML has to escape */
  pieces: number;
  /** most elements directly inside one list */
  longestList: number;
  /** all its text, as in Measure */
  text: number;
  /** of each element, by its ordinal */
  measures: Measure[];
  /** contents of <meta> by their names in lower case; of equal ones the first */
  meta: Map<string, string>;
  title: string;
  /** of first-order headings, at most MOST_HEADINGS */
  headings: string[];
  /** of <time>, at most MOST_TIMES */
  times: PageTime[];
  /** JSON-LD scripts, as written */
  linkedData: string[];
}

export interface PageTime {
  date: string;
  /** whether it says of itself that it is the date of publication */
  published: boolean;
  /** whether it stands in an article */
  inArticle: boolean;
}

const MOST_HEADINGS = 20;
const MOST_TIMES = 20;
const LONGEST_META = 10_000;

const LINKED_DATA = /^application\/ld\+json\b/i;

/** Goes through a page once, in time linear in its length. */
export function surveyPage(html: string): Page {
  const page: Page = {
    elements: 0,
    depth: 0,
    pieces: 0,
    longestList: 0,
    text: 0,
    measures: [],
    meta: new Map(),
    title: '',
    headings: [],
    times: [],
    linkedData: [],
  };
  const open: { name: string; measure: Measure; unread: boolean; children: number }[] = [];
  const nothing = { name: '', measure: { text: 0, linked: 0, links: 0 }, unread: false, children: 0 };
  let inLinks = 0;
  let inArticle = 0;
  /** what the text of the element that is open now belongs to, beside the page's */
  let collected: { into: 'title' | 'heading' | 'linkedData'; depth: number; text: string[] } | undefined;

  walkTags(html, {
    open(element) {
      const { name, attributes } = element;
      const measure = { text: 0, linked: 0, links: name === 'a' ? 1 : 0 };
      const parent = open.at(-1) ?? nothing;
      open.push({ name, measure, unread: parent.unread || isUnread(element), children: 0 });
      parent.children++;
      if (parent.name === 'ul' || parent.name === 'ol') page.longestList = Math.max(page.longestList, parent.children);
      page.measures.push(measure);
      page.elements++;
      page.depth = Math.max(page.depth, open.length);
      if (name === 'a') inLinks++;
      else if (name === 'article' || name === 'main') inArticle++;
      else if (name === 'meta') addMeta(page.meta, attributes);
      else if (name === 'time') addTime(page.times, attributes, inArticle > 0);
      const into = collectedFrom(page, element, parent.name);
      if (into !== undefined && collected === undefined) collected = { into, depth: open.length, text: [] };
    },
    close(name) {
      if (collected?.depth === open.length) {
        const text = collected.text.join('');
        if (collected.into === 'linkedData') page.linkedData.push(text);
        else if (collected.into === 'heading') page.headings.push(text);
        else page.title = text;
        collected = undefined;
      }
      const { measure } = open.pop() as (typeof open)[number];
      const parent = open.at(-1)?.measure;
      if (name === 'a') inLinks--;
      else if (name === 'article' || name === 'main') inArticle--;
      if (parent === undefined) return;
      parent.text += measure.text;
      parent.linked += measure.linked;
      parent.links += measure.links;
    },
    text(text) {
      collected?.text.push(text);
      const last = open.at(-1);
      if (last?.unread) return;
      const { length } = text.trim();
      page.text += length;
      page.pieces += 1 + (text.match(/[&<>]/g)?.length ?? 0);
      if (last === undefined) return;
      last.measure.text += length;
      if (inLinks > 0) last.measure.linked += length;
    },
  });
  return page;
}

function collectedFrom(page: Page, { name, attributes }: OpenedElement, parent: string): 'title' | 'heading' | 'linkedData' | undefined {
  if (name === 'title') return page.title === '' && parent !== 'svg' ? 'title' : undefined;
  if (name === 'h1') return page.headings.length < MOST_HEADINGS ? 'heading' : undefined;
  return name === 'script' && LINKED_DATA.test(attributes.get('type') ?? '') ? 'linkedData' : undefined;
}

function addMeta(meta: Page['meta'], attributes: OpenedElement['attributes']): void {
  const content = attributes.get('content')?.slice(0, LONGEST_META).trim();
  if (!content) return;
  const names = `${attributes.get('name') ?? ''} ${attributes.get('property') ?? ''} ${attributes.get('itemprop') ?? ''}`;
  for (const name of names.slice(0, LONGEST_META).toLowerCase().split(/\s+/)) if (name !== '' && !meta.has(name)) meta.set(name, content);
}

function addTime(times: PageTime[], attributes: OpenedElement['attributes'], inArticle: boolean): void {
  const date = attributes.get('datetime');
  if (date === undefined || times.length >= MOST_TIMES) return;
  const published = attributes.has('pubdate') || /\bdatePublished\b/i.test(attributes.get('itemprop') ?? '');
  times.push({ date, published, inArticle });
}

/** Attributes by which Readability tells articles from the rest, cut to this length. */
const KEPT_ATTRIBUTES = ['class', 'id', 'role', 'rel', 'itemprop', 'aria-modal', 'summary'] as const;
const LONGEST_ATTRIBUTE = 500;

/** Elements of which only what is inside them is kept. */
const NO_TAGS: ReadonlySet<string> = new Set(['html', 'head', 'body', 'meta', 'link', 'base', 'img', 'source', 'track', 'embed', 'frame', 'frameset']);

/**
 * The page without scripts, hidden elements, pictures and most attributes, every element closed: what Readability is given. So neither it
 * nor the parser of its document meets anything else than what was counted.
 *
 * @param leaveOut says of what else to leave out
 */
export function cleanPage(html: string, leaveOut: (element: OpenedElement) => boolean): string {
  const parts: string[] = ['<!DOCTYPE html><html><head></head><body>'];
  let unread = 0;
  walkTags(html, {
    open(element) {
      if (unread > 0 || isUnread(element) || leaveOut(element)) unread++;
      else if (!NO_TAGS.has(element.name)) parts.push(startTag(element));
    },
    close(name) {
      if (unread > 0) unread--;
      else if (!NO_TAGS.has(name) && name !== 'br' && name !== 'hr' && name !== 'input') parts.push(`</${name}>`);
    },
    text(text) {
      if (unread === 0) parts.push(escaped(text.replaceAll('\u00a0', ' ')));
    },
  });
  parts.push('</body></html>');
  return parts.join('');
}

function startTag({ name, attributes }: OpenedElement): string {
  let tag = `<${name}`;
  for (const attribute of KEPT_ATTRIBUTES) {
    const value = attributes.get(attribute);
    if (value) tag += ` ${attribute}="${escaped(value.slice(0, LONGEST_ATTRIBUTE))}"`;
  }
  // where a link leads does not matter, but within the page it weighs less
  if (name === 'a' && attributes.has('href')) tag += attributes.get('href')?.startsWith('#') ? ' href="#a"' : ' href="a"';
  return `${tag}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
