import { walkXml, type XmlListener } from './xml-tags.js';

/** What is not read: deleted text and where moved text was, readings of ideographs, formatting as it was before a change. */
const LEFT_OUT: ReadonlySet<string> = new Set(['del', 'moveFrom', 'rt', 'pPrChange', 'rPrChange', 'trPrChange']);
/** Formatting, in which some things bear on the text. */
const PROPERTIES: ReadonlySet<string> = new Set(['pPr', 'rPr', 'trPr', 'sdtPr', 'tblPr', 'tcPr', 'sectPr']);
/** Texts of their own within a paragraph: text boxes and shapes. */
const BOXES: ReadonlySet<string> = new Set(['txbxContent', 'txBody']);
/** Notes that are no notes: the line above them, and the like. */
const NO_NOTES: ReadonlySet<string> = new Set(['separator', 'continuationSeparator', 'continuationNotice']);

/** What keeps two paragraphs apart; the greater one counts where several meet. */
const NOTHING = 0;
const CELL = 1;
const LINE = 2;
const PARAGRAPH = 3;
const WRITTEN = ['', '\t', '\n', '\n\n'] as const;

/**
 * The text of a part of a Word document (WordprocessingML): paragraphs are parted by an empty line; items of a list, rows of a table and
 * line breaks by a line feed; cells by a tab. Text boxes follow the paragraph at which they are. Left out: what is deleted, hidden text,
 * hints of empty form fields, field codes, marks of notes.
 *
 * @returns also whether the XML is intact
 */
export function wordText(xml: string): { text: string; intact: boolean } {
  const reader = new WordReader();
  const intact = walkXml(xml, reader);
  return { text: reader.result(), intact };
}

class WordReader implements XmlListener {
  private depth = 0;
  /** depth of the element in which nothing is read; 0: none */
  private silent = 0;
  /** depth of the formatting that is read, and its name; 0: none */
  private properties = 0;
  private propertiesName = '';
  private inText = false;
  /** for each choice of alternatives around: whether one has been read */
  private readonly alternatives: boolean[] = [];
  private readonly flows: Flow[] = [new Flow()];

  private get flow(): Flow {
    return this.flows.at(-1) as Flow;
  }

  open(name: string, attributes: ReadonlyMap<string, string>): void {
    this.depth++;
    if (this.silent > 0) return;
    if (this.properties > 0) this.property(name, attributes);
    else if (PROPERTIES.has(name)) {
      this.properties = this.depth;
      this.propertiesName = name;
    } else if (LEFT_OUT.has(name) || this.isOtherChoice(name) || NO_NOTES.has(attributes.get('type') ?? '')) this.silent = this.depth;
    else this.begin(name, attributes);
  }

  close(name: string): void {
    const depth = this.depth--;
    if (this.silent > 0 && depth > this.silent) return;
    if (depth === this.silent) this.silent = 0;
    if (this.properties > 0) {
      if (depth <= this.properties) this.properties = 0;
      return;
    }
    this.end(name);
  }

  text(text: string): void {
    if (this.inText && this.silent === 0) this.flow.write(text.replace(/[\t\n\r]/g, ' '));
  }

  result(): string {
    return this.flow.result();
  }

  private begin(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 't') this.inText = true;
    else if (name === 'tab' || name === 'ptab') this.flow.write('\t');
    else if (name === 'br' || name === 'cr') this.flow.write('\n');
    else if (name === 'noBreakHyphen') this.flow.write('-');
    else if (name === 'sym') this.flow.write(symbol(attributes.get('char')));
    else if (name === 'tbl') this.flow.beginTable();
    else if (name === 'tr') this.flow.separate(LINE);
    else if (name === 'tc') this.flow.beginCell();
    else if (name === 'AlternateContent') this.alternatives.push(false);
    else if (BOXES.has(name)) this.flows.push(new Flow());
  }

  private end(name: string): void {
    if (name === 't') this.inText = false;
    else if (name === 'p') this.flow.endParagraph();
    else if (name === 'tc') this.flow.endCell();
    else if (name === 'AlternateContent') this.alternatives.pop();
    else if (BOXES.has(name)) {
      const box = (this.flows.pop() as Flow).result();
      if (box !== '') this.flow.boxes.push(box);
    }
  }

  /** The same content may be given in several ways, for old and new programs: the first is read. */
  private isOtherChoice(name: string): boolean {
    if (name !== 'Choice' && name !== 'Fallback') return false;
    const last = this.alternatives.length - 1;
    const read = this.alternatives[last] ?? false;
    if (last >= 0) this.alternatives[last] = true;
    return read;
  }

  private property(name: string, attributes: ReadonlyMap<string, string>): void {
    const of = this.propertiesName;
    if (LEFT_OUT.has(name) && name !== 'del') this.silent = this.depth;
    else if (of === 'pPr' && name === 'numPr') this.flow.isItem = true;
    else if (of === 'pPr' && name === 'del') this.flow.goesOn = true;
    else if ((of === 'trPr' && name === 'del') || (of === 'sdtPr' && name === 'showingPlcHdr') || (of === 'rPr' && name === 'vanish' && isOn(attributes))) {
      // of the row, the field or the run, to which the formatting belongs
      this.silent = this.properties - 1;
      this.properties = 0;
    }
  }
}

function isOn(attributes: ReadonlyMap<string, string>): boolean {
  return !/^(0|false|off)$/.test(attributes.get('val') ?? '');
}

/** A character by its number; those of symbol fonts have no meaning of their own. */
function symbol(char: string | undefined): string {
  const code = Number.parseInt(char ?? '', 16);
  return code >= 0x20 && code < 0xd800 ? String.fromCodePoint(code) : ' ';
}

/** Paragraphs one after the other, also those of tables. */
class Flow {
  /** texts of boxes at the paragraph that is being written */
  readonly boxes: string[] = [];
  /** whether that paragraph is an item of a list */
  isItem = false;
  /** whether its end is deleted, so that the next belongs to it */
  goesOn = false;
  private lastIsItem = false;
  private readonly parts: string[] = [];
  private paragraph = '';
  private separator = NOTHING;
  /** the cells around, and whether there is text in them, in several paragraphs */
  private readonly cells: { begun: boolean; several: boolean }[] = [];

  write(text: string): void {
    this.paragraph += text;
  }

  endParagraph(): void {
    if (this.goesOn) {
      this.goesOn = false;
      return;
    }
    const text = this.paragraph.trim();
    if (text !== '') {
      this.put(text, this.isItem && this.lastIsItem ? LINE : PARAGRAPH);
      this.lastIsItem = this.isItem;
    }
    for (const box of this.boxes.splice(0)) this.put(box, PARAGRAPH);
    this.paragraph = '';
    this.isItem = false;
  }

  beginTable(): void {
    this.endParagraph();
    const cell = this.cells.at(-1);
    if (cell === undefined || cell.begun) this.separate(PARAGRAPH);
  }

  beginCell(): void {
    this.endParagraph();
    this.separate(CELL);
    this.cells.push({ begun: false, several: false });
  }

  endCell(): void {
    this.goesOn = false;
    this.endParagraph();
    const cell = this.cells.pop();
    const outer = this.cells.at(-1);
    if (cell?.several) this.separate(PARAGRAPH);
    if (cell?.begun && outer !== undefined) {
      outer.several ||= outer.begun;
      outer.begun = true;
    }
  }

  separate(separator: number): void {
    if (separator > this.separator) this.separator = separator;
  }

  result(): string {
    this.goesOn = false;
    this.endParagraph();
    return this.parts.join('');
  }

  private put(text: string, separator: number): void {
    const cell = this.cells.at(-1);
    // the first paragraph of a cell is kept apart by what keeps the cells apart
    if (cell === undefined || cell.begun) this.separate(separator);
    if (cell !== undefined) {
      cell.several ||= cell.begun;
      cell.begun = true;
    }
    if (this.parts.length > 0) this.parts.push(WRITTEN[this.separator] as string);
    this.separator = NOTHING;
    this.parts.push(text);
  }
}
