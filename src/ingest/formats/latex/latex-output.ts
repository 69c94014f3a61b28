const END_OF_PARAGRAPH = '\n\n';

/** A piece of text, or of code that stays as it is. */
type Piece = string | { code: string };

/** What a reader of LaTeX has written so far; the last of it may be taken back. */
export class LatexOutput {
  private pieces: Piece[] = [];
  private notes: string[] = [];

  get length(): number {
    return this.pieces.length;
  }

  push(text: string): void {
    if (text !== '') this.pieces.push(text);
  }

  code(code: string): void {
    this.pieces.push({ code });
  }

  endParagraph(): void {
    this.pieces.push(END_OF_PARAGRAPH);
  }

  block(text: string): void {
    this.pieces.push(END_OF_PARAGRAPH, text, END_OF_PARAGRAPH);
  }

  clear(): void {
    this.pieces = [];
    this.notes = [];
  }

  /** Takes back all pieces from one on. */
  takeFrom(from: number): Piece[] {
    return this.pieces.splice(from);
  }

  /** Takes back all pieces from one on, as text. */
  textFrom(from: number): string {
    return textOf(this.takeFrom(from));
  }

  /** Makes a note of all pieces from one on. */
  note(from: number): void {
    this.notes.push(this.textFrom(from));
  }

  /** Writes the notes since the last time as paragraphs of their own. */
  flushNotes(): void {
    for (const note of this.notes.splice(0)) this.pieces.push(END_OF_PARAGRAPH, note);
  }

  text(): string {
    this.flushNotes();
    return textOf(this.pieces);
  }
}

function textOf(pieces: readonly Piece[]): string {
  const blocks: string[] = [];
  let run: string[] = [];
  const endRun = () => {
    blocks.push(tidy(run.join('')));
    run = [];
  };
  for (const piece of pieces) {
    if (typeof piece === 'string') run.push(piece);
    else {
      endRun();
      blocks.push(piece.code.replace(/^\n+/, '').trimEnd());
    }
  }
  endRun();
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** Single spaces, one empty line between paragraphs, no white space around lines. */
function tidy(text: string): string {
  const paragraphs: string[] = [];
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    const tidied = line
      .replaceAll(/ +/g, ' ')
      .replaceAll(/ ?\t ?/g, '\t')
      .trim();
    if (tidied !== '') lines.push(tidied);
    else if (lines.length > 0) {
      paragraphs.push(lines.join('\n'));
      lines = [];
    }
  }
  if (lines.length > 0) paragraphs.push(lines.join('\n'));
  return paragraphs.join('\n\n');
}
