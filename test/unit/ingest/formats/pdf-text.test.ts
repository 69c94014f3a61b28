import { describe, expect, test } from 'vitest';
import { type Line, LineBuilder, pagesToText } from '../../../../src/ingest/formats/pdf/pdf-text.js';

const item = (str: string, { x = 50, y = 500, size = 10, hasEOL = false } = {}) => ({ str, transform: [size, 0, 0, size, x, y], hasEOL });
const built = (...items: ReturnType<typeof item>[]) => {
  const builder = new LineBuilder();
  for (const one of items) builder.add(one);
  return builder.end().map(({ text }) => text);
};
const page = (texts: readonly string[], { x = 50, y = 500, leading = 12, size = 10 } = {}): Line[] =>
  texts.map((text, l) => ({ text, x, y: y - l * leading, size, direction: [1, 0] }));

describe('lines', () => {
  test('pieces of words are joined, blanks are those of pdf.js', () => {
    expect(built(item('fi'), item('nd'), item(' '), item('it', { hasEOL: true }), item('', { hasEOL: true }), item('there'))).toEqual(['find it', 'there']);
  });

  test('the number of a footnote is kept apart from the word beside it, but not what is raised or lowered otherwise', () => {
    expect(built(item('traffic'), item('1', { y: 504, size: 7 }), item(' considerably'))).toEqual(['traffic 1 considerably']);
    expect(built(item('1', { y: 504, size: 7 }), item('A note'))).toEqual(['1 A note']);
    expect(built(item('the 1'), item('st', { y: 504, size: 7 }), item(' of H'), item('2', { y: 498, size: 7 }), item('O'))).toEqual(['the 1st of H2O']);
  });

  test('accents that are drawn before their letters are joined with them', () => {
    expect(built(item('na¨'), item('ıve caf´'), item('e tr`es'))).toEqual(['naïve café très']);
    expect(built(item('franc¸ais ¨Uber ˇskola'))).toEqual(['français Über škola']);
  });

  test('quotation marks are no accents', () => {
    expect(built(item("the `only' one ´"))).toEqual(["the `only' one ´"]);
  });

  test('control characters go', () => {
    expect(built(item('\u0001\u0095 one\u0000two'))).toEqual(['one two']);
  });
});

describe('paragraphs', () => {
  test('a larger gap parts them', () => {
    const lines = [...page(['one', 'two', 'three']), ...page(['four', 'five', 'six'], { y: 456 })];
    expect(pagesToText([lines])).toBe('one\ntwo\nthree\n\nfour\nfive\nsix');
  });

  test('what is wide apart throughout is not parted', () => {
    expect(pagesToText([page(['one', 'two', 'three', 'four', 'five', 'six'], { leading: 20 })])).toBe('one\ntwo\nthree\nfour\nfive\nsix');
  });

  test('other letters part them, as those of a heading', () => {
    expect(pagesToText([[...page(['Heading'], { size: 14, y: 520 }), ...page(['one', 'two'], { y: 506 })]])).toBe('Heading\n\none\ntwo');
  });

  test('an indented line after the end of a sentence begins one', () => {
    const [first, , third] = page(['The end of it.', '', 'and goes on']) as [Line, Line, Line];
    const indented = (text: string): Line => ({ text, x: 65, y: 488, size: 10, direction: [1, 0] });
    expect(pagesToText([[first, indented('It begins'), third]])).toBe('The end of it.\n\nIt begins\nand goes on');
    expect(pagesToText([[{ ...first, text: 'not the end' }, indented('of it'), third]])).toBe('not the end\nof it\nand goes on');
  });

  test('a column goes on in the next one; what is above all columns is no part of them', () => {
    const columns = [...page(['one', 'two']), ...page(['three', 'four'], { x: 250 })];
    expect(pagesToText([columns])).toBe('one\ntwo\nthree\nfour');
    expect(pagesToText([[...columns, ...page(['above'], { y: 550 })]])).toBe('one\ntwo\nthree\nfour\n\nabove');
  });

  test('text that runs otherwise is kept apart', () => {
    const [line] = page(['beside']) as [Line];
    expect(pagesToText([[...page(['one', 'two']), { ...line, direction: [0, 1] }]])).toBe('one\ntwo\n\nbeside');
  });

  test('pages are parted by an empty line', () => {
    expect(pagesToText([page(['one', 'two']), [], page(['three', 'four'], { y: 400 })])).toBe('one\ntwo\n\nthree\nfour');
  });
});

describe('what stands beside the text', () => {
  const body = (text: string) => page([`${text} begins`, `${text} ends`], { y: 450 });
  const head = (text: string) => page([text], { y: 580 });
  const foot = (text: string) => page([text], { y: 20 });

  test('running lines, the same but for their digits, are left out', () => {
    const pages = ['one', 'two', 'three', 'four'].map((text, p) => [...body(text), ...(p === 0 ? [] : head(`Board ${p + 1}`)), ...foot(`Page ${p + 1} of 4`)]);
    expect(pagesToText(pages)).toBe('one begins\none ends\n\ntwo begins\ntwo ends\n\nthree begins\nthree ends\n\nfour begins\nfour ends');
    expect(pagesToText(pages.slice(2))).toBe('three begins\nthree ends\n\nfour begins\nfour ends');
  });

  test('two pages of many may have the same line, or three elsewhere than at the edge', () => {
    const pages = ['one', 'two', 'three'].map((text, p) => [...head(p < 2 ? 'Board' : 'Council'), ...page(['same'], { y: 500 }), ...body(text)]);
    expect(pagesToText(pages)).toContain('Board\n\nsame\n\none begins');
    expect(pagesToText(pages)).toContain('Board\n\nsame\n\ntwo begins');
  });

  test('the number of the page is left out, other numbers are not', () => {
    expect(pagesToText([body('one'), [...head('- 2 -'), ...body('two')], [...body('three'), ...foot('1999')]])).toBe(
      'one begins\none ends\n\ntwo begins\ntwo ends\n\nthree begins\nthree ends\n\n1999',
    );
  });

  test('pages that are all the same keep their text', () => {
    expect(pagesToText([body('one'), body('one'), body('one')])).toBe('one begins\none ends\n\none begins\none ends\n\none begins\none ends');
    expect(pagesToText([head('one'), head('one'), head('one')])).toBe('one\n\none\n\none');
  });
});

test('a long line takes no more time than its length', () => {
  const begun = performance.now();
  for (const text of ['´', '`', '.', '."', '1', ' ', '(']) {
    expect(pagesToText([[...page([text.repeat(1e6)]), ...page(['a', 'b'], { y: 480 })]]).length).toBeGreaterThan(1e6);
    built(item('word'), item(text.repeat(1e6), { y: 505, size: 7 }));
  }
  expect(performance.now() - begun).toBeLessThan(5000);
});
