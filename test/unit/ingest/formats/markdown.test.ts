import { describe, expect, it } from 'vitest';
import { markdown } from '../../../../src/ingest/formats/markdown.js';
import { foundIn } from '../../../support/found-in.js';

const read = async (text: string) => (await foundIn(markdown, text)).find((finding) => finding.kind === 'document');
const textOf = async (text: string) => (await read(text))?.text;

describe('markdown', () => {
  it.each([
    ['emphasis', 'a *b* __c__ ***d*** ~~e~~ snake_case_word 2 * 3', 'a b c d e snake_case_word 2 * 3'],
    [
      'links without their addresses',
      '[one *two*](http://a.b "t") and [three][x] and [x] and [no][y]\n\n[X]: http://a.b\n  "title"',
      'one two and three and x and [no][y]',
    ],
    ['addresses that are text', '<http://a.b> http://c.d', 'http://a.b http://c.d'],
    ['what pictures show', '![a *quay*](q.png) <img src="x" alt="a &amp; b">', 'a quay a & b'],
    ['code in a line as it is', 'see `a*b* &amp; <c>`', 'see a*b* &amp; <c>'],
    ['entities', 'caf&eacute; &lt;b&gt; &#65;&#x42; &unknown; AT&T', 'café <b> AB &unknown; AT&T'],
    ['escapes', '\\*a\\* \\&amp; \\# b', '*a* &amp; # b'],
    ['tags and comments', 'a <kbd>b</kbd> <!-- c --> x < y', 'a b  x < y'],
    ['paragraphs on one line, line breaks kept', 'a\nb  \nc\\\nd\n\ne', 'a b\nc\nd\n\ne'],
    ['headings', '# a #\n\nb\n===\n\nc *d*\n---\n###### e', 'a\n\nb\n\nc d\n\ne'],
    ['no heading without a space', '#a', '#a'],
    ['lists and task boxes', '- [x] a\n- [ ] b\n  c\n\n1. d\n   - e\n2) f', 'a\nb c\n\nd\ne\nf'],
    ['quotes, in lists too', '> a\nb\n> > c\n\n- > d\n  > e', 'a b\nc\n\nd e'],
    ['tables', '| a | b \\| c |\n|---|:-:|\n| *1* | `2` |\n| 3 |\n\nd', 'a\tb | c\n1\t2\n3\n\nd'],
    ['code blocks as they are', '```js\n*a*\n\n  b # c\n```\n\n    d &amp;\n\n      e', '*a*\n\n  b # c\n\nd &amp;\n\n  e'],
    ['code in a list', '1. a\n\n   ~~~\n   b\n   ~~~\n2. c', 'a\n\nb\nc'],
    ['code that is never closed', '```\na\n\n# b', 'a\n\n# b'],
    ['blocks of HTML', '<div>\n<p>a</p><p>b &amp; c</p>\n<style>p {}</style>\n</div>\n\n<details>\n\n*d*\n\n</details>', 'a\nb & c\n\nd'],
    ['comments over empty lines', 'a\n\n<!-- b\n\nc -->\n\nd', 'a\n\nd'],
    ['footnotes', 'a[^1] b[^no]\n\n[^1]: The *note*.\n    More.\n\n    Still more.\n\nc', 'a b[^no]\n\nThe note. More.\n\nStill more.\n\nc'],
    ['rules out', 'a\n\n***\n- - -\n\nb', 'a\n\nb'],
    ['labels like the names of methods', '[constructor] [a][toString]', '[constructor] [a][toString]'],
    ['other line ends', '# a\r\n\r\nb\r\nc', 'a\n\nb c'],
    ['tabs', '-\ta\n\n\tb\n\n>\tc', 'a\n\nb\n\nc'],
  ])('%s', async (_, source, text) => {
    expect(await textOf(source)).toBe(text);
  });

  it('takes front matter for metadata, scalars as they are written', async () => {
    const found = await read(
      '---\ntitle: "A: b"\nDate: 2024-05-06 10:00\nauthors: [Jane, John]\ntags:\n  - x\n  - y\nn: 007\nyes: yes\nempty:\nnested: {a: 1}\nmixed: [a, [b]]\n---\n# Other\n',
    );
    expect(found).toEqual({
      kind: 'document',
      text: 'Other',
      metadata: { title: 'A: b', date: '2024-05-06', author: 'Jane; John', tags: 'x; y', n: '007', yes: 'yes' },
    });
  });

  it('takes the title from the first heading of level 1', async () => {
    expect(await read('## a\n\n# b `c`\n\n# d')).toMatchObject({ metadata: { title: 'b c' } });
    expect((await read('## a'))?.metadata).toEqual({});
  });

  it.each([
    ['with an error', '---\na: [b\n---\ntext'],
    ['with a list', '---\n# x\n- a\n---\ntext'],
    ['nested in brackets', `---\na: ${'['.repeat(10_000)}\n---\ntext`],
    ['nested in lists', `---\na:\n ${'- '.repeat(5000)}a\n---\ntext`],
    ['with aliases', '---\na: &a [x, y]\nb: [*a, *a]\n---\ntext'],
  ])('keeps front matter %s as text, with a note', async (_, source) => {
    const [note, document] = await foundIn(markdown, source);
    expect(note).toEqual({
      kind: 'note',
      problem: { reason: 'malformed', detail: 'its front matter is not YAML with a name for each value; it is read as text' },
    });
    expect(document).toMatchObject({ text: expect.stringMatching(/.+text$/s) });
  });

  it.each(['---\n\nA rule: then text.\n\n---\n\nb', '---\nno field\n---\n', '---\na: b\n'])('takes a rule at the top for a rule: %j', async (source) => {
    const found = await foundIn(markdown, source);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'document', metadata: {} });
  });

  it('says that a comment is never closed', async () => {
    expect(await foundIn(markdown, 'a\n\n<!-- b\n\nc')).toEqual([
      { kind: 'note', problem: { reason: 'malformed', detail: 'a block of HTML in it opens and is never closed; what a page would not show is left out' } },
      { kind: 'document', text: 'a', metadata: {} },
    ]);
  });

  const many = (piece: string, length = 400_000) => piece.repeat(Math.ceil(length / piece.length));
  it.each(
    Object.entries({
      '[': many('['),
      '![[]()': many('![[]()'),
      '!': many('!'),
      'a*': many('a*b_'),
      '`': many('`a``b'),
      '<': many('<a '),
      '<!--': many('<!--'),
      '> ': many('> '),
      '- ': many('- '),
      '1. > ': many('1. > '),
      'a rule that is none': `${many('- ')}a`,
      'an item of many lines': `- a\n${many('b\n')}`,
      'deep lists and empty lines': `${many('> - ', 200)}a\n${many('\n')}`,
      spaces: `a${many(' ')}b`,
      tags: `${many('<div>')}\n${many('</b>')}`,
      delimiters: `a\n${many('-|')}x`,
      definitions: many('[a]: b "\n'),
    }),
  )(
    'reads 400 kB of hostile markup quickly: %s',
    async (_, source) => {
      expect(await read(source)).toBeDefined();
    },
    5000,
  );
});
