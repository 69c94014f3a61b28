import { Tokenizer } from 'htmlparser2';

/** What is told of an XML document. Every element that opens is closed, in order. Names are without their prefixes. */
export interface XmlListener {
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  close(name: string): void;
  /** entities decoded, but those that the document itself defines; a run of text may come in pieces */
  text(text: string): void;
}

/**
 * Goes through the tags and texts of an XML document in one pass, linear in its length, whatever it is. Nothing that it refers to is
 * fetched, no entity that it defines is replaced.
 *
 * @returns whether there are elements, and each is closed where it must be
 */
export function walkXml(xml: string, listener: XmlListener): boolean {
  const open: string[] = [];
  /** how often each name is among the open ones: an end tag without a start tag is found out without looking for it */
  const openByName = new Map<string, number>();
  let intact = true;
  let begun = false;
  let name = '';
  let attributes = new Map<string, string>();
  let attribute = '';
  let value = '';

  const closeLast = () => {
    const last = open.pop() as string;
    openByName.set(last, (openByName.get(last) as number) - 1);
    listener.close(last);
  };
  const close = (closing: string) => {
    if (open.at(-1) !== closing) intact = false;
    if (!openByName.get(closing)) return;
    while (open.at(-1) !== closing) closeLast();
    closeLast();
  };

  const tokenizer = new Tokenizer(
    { xmlMode: true },
    {
      onopentagname: (start, end) => {
        name = localName(xml, start, end);
        attributes = new Map();
        begun = true;
      },
      onopentagend: () => {
        open.push(name);
        openByName.set(name, (openByName.get(name) ?? 0) + 1);
        listener.open(name, attributes);
      },
      onselfclosingtag: () => {
        listener.open(name, attributes);
        listener.close(name);
      },
      onclosetag: (start, end) => close(localName(xml, start, end)),
      onattribname: (start, end) => {
        attribute = localName(xml, start, end);
        value = '';
      },
      onattribdata: (start, end) => {
        value += xml.slice(start, end);
      },
      onattribentity: (codePoint) => {
        value += String.fromCodePoint(codePoint);
      },
      onattribend: () => {
        attributes.set(attribute, value);
      },
      ontext: (start, end) => listener.text(xml.slice(start, end)),
      ontextentity: (codePoint) => listener.text(String.fromCodePoint(codePoint)),
      oncdata: (start, end, endOffset) => listener.text(xml.slice(start, end - endOffset)),
      oncomment: () => {},
      ondeclaration: () => {},
      onprocessinginstruction: () => {},
      onend: () => {},
    },
  );
  tokenizer.write(xml);
  tokenizer.end();
  if (open.length > 0 || !begun) intact = false;
  while (open.length > 0) closeLast();
  return intact;
}

function localName(xml: string, start: number, end: number): string {
  const name = xml.slice(start, end);
  return name.slice(name.indexOf(':') + 1);
}
