/** Tags that do not separate words. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb ruby s samp small span strike strong sub sup time tt u var wbr img'.split(
    ' ',
  ),
);
/** What is in these is no text of the page. */
const UNSEEN = new Set(['script', 'style', 'template', 'textarea', 'title']);

/** Makes text of the HTML inside other formats. */
export interface TextOfHtml {
  /** the text of a piece of a page: lines where its tags begin new ones, `alt` for pictures, entities decoded */
  strip(html: string): string;
  /** what a single tag or comment stands for in a line of text */
  tag(html: string): string;
  /** a text without tags, its entities decoded */
  decode(text: string): string;
}

export async function textOfHtml(): Promise<TextOfHtml> {
  const { Tokenizer } = await import('htmlparser2');
  // the tokenizer alone: the parser looks through all open elements at each tag
  const read = (html: string): string => {
    let out = '';
    let tag = '';
    let attribute = '';
    let unseen = '';
    const ends = (name: string) => {
      if (!INLINE.has(name)) out += '\n';
    };
    const tokenizer = new Tokenizer(
      { decodeEntities: true },
      {
        ontext: (start, end) => {
          if (unseen === '') out += html.slice(start, end);
        },
        ontextentity: (codePoint) => {
          if (unseen === '') out += String.fromCodePoint(codePoint);
        },
        onopentagname: (start, end) => {
          tag = html.slice(start, end).toLowerCase();
          ends(tag);
        },
        onattribname: (start, end) => {
          attribute = tag === 'img' ? html.slice(start, end).toLowerCase() : '';
        },
        onattribdata: (start, end) => {
          if (attribute === 'alt') out += html.slice(start, end);
        },
        onattribentity: (codePoint) => {
          if (attribute === 'alt') out += String.fromCodePoint(codePoint);
        },
        onopentagend: () => {
          if (unseen === '' && UNSEEN.has(tag)) unseen = tag;
        },
        onclosetag: (start, end) => {
          const name = html.slice(start, end).toLowerCase();
          if (name === unseen) unseen = '';
          ends(name);
        },
        onselfclosingtag: () => {},
        onattribend: () => {},
        oncdata: () => {},
        oncomment: () => {},
        ondeclaration: () => {},
        onprocessinginstruction: () => {},
        onend: () => {},
      },
    );
    tokenizer.write(html);
    tokenizer.end();
    return out;
  };
  return {
    strip: (html) => trimmedLines(read(html)),
    tag: read,
    decode: (text) => (text.includes('&') ? read(text.replaceAll('<', '&lt;')) : text),
  };
}

/** The lines of a text that are not empty, without white space around them. */
export function trimmedLines(text: string): string {
  if (!text.includes('\n')) return text.trim();
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
