import { cleanPage, type Page } from './html-page.js';
import type { OpenedElement } from './html-tags.js';
import { htmlText } from './html-text.js';

/**
 * Bounds of pages in which the article is looked for: Readability asks each element for all that is in it, several times over, so its time
 * grows faster than the page. At these it takes about a second.
 */
const MOST_ELEMENTS = 10_000;
const MOST_PIECES = 20_000;
const MOST_DEPTH = 100;
const MOST_LIST_ITEMS = 1000;
const MOST_TEXT = 2_000_000;

/** Characters of an article below which Readability tries again with more lenient rules, and is not trusted; its default, 500, is for news. */
const SHORT_ARTICLE = 200;
/** Share of the body's text, without menus, that an article must have: what has less is one part of a page of several. */
const LEAST_SHARE = 1 / 4;

/** The text of a page, and who wrote it if its article says so. */
export interface PageText {
  text: string;
  byline?: string;
}

/**
 * The text of a page without menus and the like: of its article, if it has one that is most of the page, else of its body.
 *
 * @param page what surveyPage() found in it
 */
export async function pageText(html: string, page: Page): Promise<PageText> {
  const body = bodyText(html, page);
  if (page.elements > MOST_ELEMENTS || page.pieces > MOST_PIECES || page.depth > MOST_DEPTH || page.longestList > MOST_LIST_ITEMS || page.text > MOST_TEXT)
    return { text: body };
  const article = await articleText(html, page);
  const isShort = article === undefined || article.text.length < Math.max(SHORT_ARTICLE, LEAST_SHARE * body.length);
  return isShort ? { text: body } : article;
}

async function articleText(html: string, page: Page): Promise<PageText | undefined> {
  const [{ Readability }, { DOMParser }] = await Promise.all([import('@mozilla/readability'), import('linkedom')]);
  const document = new DOMParser().parseFromString(
    cleanPage(html, (element) => isNotice(element, page)),
    'text/html',
  );
  const article = new Readability(document, { charThreshold: SHORT_ARTICLE, disableJSONLD: true, maxElemsToParse: MOST_ELEMENTS }).parse();
  if (!article?.content) return undefined;
  return { text: htmlText(article.content), ...(article.byline ? { byline: article.byline } : {}) };
}

/** Elements and roles that hold no content of their page. */
const ASIDE: ReadonlySet<string> = new Set(['nav', 'aside', 'menu']);
const ASIDE_ROLES: ReadonlySet<string> = new Set('alert alertdialog banner complementary contentinfo dialog menu menubar navigation search toolbar'.split(' '));
/** Classes and ids of such elements: whole words of them. */
const ASIDE_NAMES: ReadonlySet<string> = new Set(
  'advert advertisement breadcrumb breadcrumbs comment comments consent cookie cookies footer gdpr masthead menu nav navbar navigation pagination pager related search share sharing sidebar skip social sponsor subscribe toc toolbar'.split(
    ' ',
  ),
);
const NOTICE_NAMES: ReadonlySet<string> = new Set(['consent', 'cookie', 'cookies', 'gdpr']);
/** Elements that may be a menu made of links. */
const LINK_BLOCKS: ReadonlySet<string> = new Set('center dd div dl form li ol p section span table tbody td tr ul'.split(' '));

/** Share of a block's text in links, and how many of them, that make it a menu; most characters that one has beside them. */
const MENU_SHARE = 0.6;
const MENU_LINKS = 3;
const MENU_REST = 300;
/** Share of the page's text that may be left out as menus and the like; where it would be more, the page is a list of links itself. */
const MOST_ASIDE = 0.8;

/** The text of the body without menus: the stricter rules, unless they leave too little. */
function bodyText(html: string, page: Page): string {
  const strict = htmlText(html, { leaveOut: (element) => isAside(element, page) || isMenu(element, page) });
  const least = (1 - MOST_ASIDE) * page.text;
  if (strict.length >= least) return strict;
  const lenient = htmlText(html, { leaveOut: (element) => isAside(element, page) });
  return lenient.length >= least / 2 ? lenient : htmlText(html);
}

function isAside({ name, attributes, ordinal }: OpenedElement, { measures, text: whole }: Page): boolean {
  if (ASIDE.has(name)) return true;
  if (name === 'html' || name === 'body' || name === 'main' || name === 'article') return false;
  const role = attributes.get('role');
  if (role !== undefined && ASIDE_ROLES.has(role)) return true;
  const { text = 0 } = measures[ordinal] ?? {};
  // the whole page may stand in a form, or in what is called its sidebar
  if (text > whole / 2) return false;
  if (name === 'header' || name === 'footer' || name === 'form') return text < MENU_REST || text < whole / 10;
  return hasName(attributes, ASIDE_NAMES);
}

/** Whether an element only asks to agree to something: Readability takes that for the first paragraph. */
function isNotice({ attributes, ordinal }: OpenedElement, { measures, text: whole }: Page): boolean {
  return hasName(attributes, NOTICE_NAMES) && (measures[ordinal]?.text ?? 0) < whole / 2;
}

/** Whether one of some words is in an element's class or id. */
function hasName(attributes: OpenedElement['attributes'], wanted: ReadonlySet<string>): boolean {
  if (!attributes.has('class') && !attributes.has('id')) return false;
  const names = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`;
  return names
    .slice(0, 500)
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => wanted.has(word));
}

function isMenu({ name, ordinal }: OpenedElement, { measures }: Page): boolean {
  if (!LINK_BLOCKS.has(name)) return false;
  const { text = 0, linked = 0, links = 0 } = measures[ordinal] ?? {};
  return links >= MENU_LINKS && linked >= MENU_SHARE * text && text - linked < MENU_REST;
}
