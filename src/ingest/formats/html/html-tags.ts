import { Tokenizer } from 'htmlparser2';

/** An element as it opens. */
export interface OpenedElement {
  /** in lower case */
  name: string;
  /** by their names in lower case, entities decoded */
  attributes: ReadonlyMap<string, string>;
  /** number from 0 in the order of their start tags */
  ordinal: number;
}

/** What is told of a page. Every element that opens is closed, in order, whether it has an end tag or not. */
export interface TagListener {
  open(element: OpenedElement): void;
  close(name: string): void;
  /** entities decoded; a run of text may come in pieces */
  text(text: string): void;
}

const VOID: ReadonlySet<string> = new Set(
  'area base basefont bgsound br col command embed frame hr img input keygen link meta param source track wbr'.split(' '),
);

const PARAGRAPH: ReadonlySet<string> = new Set(['p']);
const CELLS: ReadonlySet<string> = new Set(['td', 'th']);
const ROW: ReadonlySet<string> = new Set(['td', 'th', 'tr']);
const ROWS: ReadonlySet<string> = new Set(['td', 'th', 'tr', 'thead', 'tbody', 'tfoot']);
const TERMS: ReadonlySet<string> = new Set(['dt', 'dd', 'p']);
const OPTIONS: ReadonlySet<string> = new Set(['option']);

/** Elements whose start tag ends others that are open just around it. */
const ENDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...'address article aside blockquote center details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main menu nav ol p pre section table ul'
    .split(' ')
    .map((name) => [name, PARAGRAPH] as const),
  ['li', new Set(['li', 'p'])],
  ['dt', TERMS],
  ['dd', TERMS],
  ['td', CELLS],
  ['th', CELLS],
  ['tr', ROW],
  ['thead', ROWS],
  ['tbody', ROWS],
  ['tfoot', ROWS],
  ['option', OPTIONS],
  ['optgroup', new Set(['option', 'optgroup'])],
  ['body', new Set(['head'])],
]);

/**
 * Goes through the tags and texts of a page in one pass; comments are passed over. The time is linear in its length, whatever it is:
 * the package's own Parser looks through all open elements at each tag, which takes hours on deep ones.
 */
export function walkTags(html: string, listener: TagListener): void {
  const open: string[] = [];
  /** how often each name is among the open ones: an end tag without a start tag is found out without looking for it */
  const openByName = new Map<string, number>();
  let ordinal = 0;
  let name = '';
  let attributes = new Map<string, string>();
  let attribute = '';
  let value = '';

  const closeLast = () => {
    const last = open.pop() as string;
    openByName.set(last, (openByName.get(last) as number) - 1);
    listener.close(last);
  };
  const openNow = (closed: boolean) => {
    const ends = ENDS.get(name);
    if (ends !== undefined) while (ends.has(open.at(-1) ?? '')) closeLast();
    listener.open({ name, attributes, ordinal: ordinal++ });
    if (closed || VOID.has(name)) listener.close(name);
    else {
      open.push(name);
      openByName.set(name, (openByName.get(name) ?? 0) + 1);
    }
  };
  const closeTag = (closing: string) => {
    if ((openByName.get(closing) ?? 0) > 0) {
      let last: string | undefined;
      do {
        last = open.at(-1);
        closeLast();
      } while (last !== closing);
    } else if (closing === 'br' || closing === 'p') {
      name = closing;
      attributes = new Map();
      openNow(true);
    }
  };

  const tokenizer = new Tokenizer(
    {},
    {
      onopentagname: (start, end) => {
        name = html.slice(start, end).toLowerCase();
        attributes = new Map();
      },
      onopentagend: () => openNow(false),
      // what closes itself is closed in XHTML only; elsewhere nothing that is read depends on it, but for a script that would hide all
      onselfclosingtag: () => openNow(true),
      onclosetag: (start, end) => closeTag(html.slice(start, end).toLowerCase()),
      onattribname: (start, end) => {
        attribute = html.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata: (start, end) => {
        value += html.slice(start, end);
      },
      onattribentity: (codePoint) => {
        value += String.fromCodePoint(codePoint);
      },
      onattribend: () => {
        if (!attributes.has(attribute)) attributes.set(attribute, value);
      },
      ontext: (start, end) => listener.text(html.slice(start, end)),
      ontextentity: (codePoint) => listener.text(String.fromCodePoint(codePoint)),
      oncdata: (start, end, endOffset) => listener.text(html.slice(start, end - endOffset)),
      oncomment: () => {},
      ondeclaration: () => {},
      onprocessinginstruction: () => {},
      onend: () => {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  while (open.length > 0) closeLast();
}
