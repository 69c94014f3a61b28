import { onOneLine } from '../../metadata.js';
import type { Page } from './html-page.js';

/** Names of <meta> that say when a page was published, the surer ones first. */
const DATES =
  'article:published_time og:article:published_time og:published_time datepublished citation_publication_date citation_date dcterms.issued dc.date.issued dcterms.date dc.date dcterms.created dc.date.created date pubdate publishdate publish-date publication_date parsely-pub-date sailthru.date'.split(
    ' ',
  );
const TITLES = ['twitter:title', 'citation_title', 'dcterms.title', 'dc.title', 'headline'];
const AUTHORS = [
  'author',
  'article:author',
  'og:article:author',
  'citation_author',
  'dcterms.creator',
  'dc.creator',
  'parsely-author',
  'sailthru.author',
  'byl',
];

/** Longest title and names of authors that are taken for such: a <title> that is never closed holds the whole page. */
const LONGEST = 500;
/** Longest script of JSON-LD that is read, and most objects in it that are looked at. */
const LONGEST_SCRIPT = 1_000_000;
const MOST_OBJECTS = 1000;

/** What a page says of itself. */
export interface PageMetadata {
  /** title, date and author as written */
  title?: string | undefined;
  date?: string | undefined;
  author?: string | undefined;
  /** what stands above its text, which may be another than its title */
  headline?: string | undefined;
}

export function pageMetadata(page: Page): PageMetadata {
  const linked = linkedMetadata(page.linkedData);
  const fromMeta = (names: readonly string[]) => names.map((name) => page.meta.get(name)).find((value) => value !== undefined);
  const author = [fromMeta(AUTHORS), linked.author].find((name) => name !== undefined && !name.includes('://'));
  return {
    ...titlesOf(page, [fromMeta(['og:title']), linked.headline, fromMeta(TITLES)]),
    date: linked.datePublished ?? fromMeta(DATES) ?? timeOf(page),
    author: author === undefined || author.length > LONGEST ? undefined : author.replace(/^by\s+/i, ''),
  };
}

/**
 * A heading that is the title but for the name of the site is both. Else the title is the first one given, and the headline that too, the only
 * heading, or what the window is called.
 */
function titlesOf({ headings, meta, title }: Page, given: readonly (string | undefined)[]): Pick<PageMetadata, 'title' | 'headline'> {
  const usable = (text: string) => text !== '' && text.length <= LONGEST;
  const shown = headings
    .map((heading) => onOneLine(heading).replace(/ ?[#¶]$/, ''))
    .filter((heading) => usable(heading) && heading !== meta.get('og:site_name'));
  const [named] = given.map((one) => onOneLine(one ?? '')).filter(usable);
  const whole = named ?? [onOneLine(title)].find(usable);
  const only = shown.length === 1 ? shown[0] : undefined;
  const same = shown.find((one) => whole !== undefined && isTitle(one, whole));
  return { title: same ?? whole ?? only, headline: same ?? named ?? only ?? whole };
}

/** Whether a heading is a title without the name of the site. */
function isTitle(heading: string, title: string): boolean {
  return title.toLowerCase().startsWith(heading.toLowerCase()) || (heading.length > title.length / 2 && title.includes(heading));
}

function timeOf({ times }: Page): string | undefined {
  const time = times.find(({ published }) => published) ?? times.find(({ inArticle }) => inArticle) ?? (times.length === 1 ? times[0] : undefined);
  return time?.date;
}

interface LinkedMetadata {
  headline?: string;
  datePublished?: string;
  author?: string;
}

/** What the JSON-LD of a page says of it: each from the first object that has it. */
function linkedMetadata(scripts: readonly string[]): LinkedMetadata {
  const found: LinkedMetadata = {};
  for (const script of scripts) {
    const waiting: unknown[] = [parsed(script)];
    for (let n = 0; n < waiting.length && n < MOST_OBJECTS; n++) {
      const value = waiting[n];
      if (Array.isArray(value)) waiting.push(...value.slice(0, MOST_OBJECTS));
      if (!isObject(value)) continue;
      const { headline, datePublished, author, '@graph': graph } = value;
      if (typeof headline === 'string') found.headline ??= headline;
      if (typeof datePublished === 'string') found.datePublished ??= datePublished;
      const names = namesOf(author);
      if (names !== '') found.author ??= names;
      if (graph !== undefined) waiting.push(graph);
    }
  }
  return found;
}

function parsed(script: string): unknown {
  if (script.length > LONGEST_SCRIPT) return undefined;
  try {
    return JSON.parse(script);
  } catch {
    // what a page says of itself may be wrong; its text counts
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function namesOf(author: unknown): string {
  const authors = Array.isArray(author) ? author.slice(0, 20) : [author];
  const names = authors.map((one) => (isObject(one) ? one.name : one));
  return names.filter((name) => typeof name === 'string' && name !== '').join(', ');
}
