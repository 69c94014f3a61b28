import { describe, expect, it } from 'vitest';
import { restructuredText } from '../../../../src/ingest/formats/restructured-text.js';
import { foundIn } from '../../../support/found-in.js';

const read = async (text: string) => (await foundIn(restructuredText, text)).find((finding) => finding.kind === 'document');
const textOf = async (text: string) => (await read(text))?.text;

describe('restructuredText', () => {
  it.each([
    ['emphasis and literals', '*a* **b** ``c *d*`` (*e*) 2*3*4 snake_case_ __init__', 'a b c *d* (e) 2*3*4 snake_case __init__'],
    ['references', '`a b <http://x.y>`_ `c`__ d_ `<http://z>`_ _`e` `f`', 'a b c d http://z e f'],
    ['roles', ':pep:`8` :func:`~os.path.join` :ref:`a <b>` :py:class:`!C` `x`:sup: :math:`y^2` :rfc:`822`', 'PEP 8 join a C x  RFC 822'],
    ['references to notes', 'a [1]_ b [#n]_, c [*]_ [CIT-2]_.', 'a b, c.'],
    ['escapes', 'thing\\ s, \\*a\\*, *b*\\ s', 'things, *a*, bs'],
    ['marks that are none', '* a * b 5 * 6 ``c `d "*" |e', 'a * b 5 * 6 ``c `d "*" |e'],
    ['substitutions', '|A b| and |C| and |d|_\n\n.. |a b| replace:: one\n   *two*\n.. |c| image:: x.png\n', 'one two and C and d'],
    ['paragraphs on one line', 'a\nb\n\nc', 'a b\n\nc'],
    ['titles', '=====\nOver\n=====\n\nUnder\n-----\na\n\nb\n~~\n', 'Over\n\nUnder\n\na\n\nb'],
    ['rules', 'a\n\n------\n\nb', 'a\n\nb'],
    ['lists', '- a\n  b\n- c\n\n  d\n\n1. e\n#. f\n\n(iv) g\n\n* * h', 'a b\nc\n\nd\n\ne\nf\n\ng\n\nh'],
    ['what looks like a list', 'A. Bell\nspoke.', 'A. Bell spoke.'],
    ['definitions', 'term\n  Its *meaning*\n  here.\n\nother : kind\n  More.', 'term\nIts meaning here.\n\nother : kind\nMore.'],
    ['quotes', 'a\n\n  b\n  c\n\n  -- d', 'a\n\nb c\n\n-- d'],
    ['blocks of code', 'a::\n\n  b *c*\n\n    d\n\ne ::\n\n> f\n> g\n\n::\n\n  h', 'a:\n\nb *c*\n\n  d\n\ne\n\n> f\n> g\n\nh'],
    ['examples of a session', 'a\n\n>>> b(*c*)\n1\n\nd', 'a\n\n>>> b(*c*)\n1\n\nd'],
    ['line blocks', '| a *b*\n| c\n  d\n|\n| e', 'a b\nc d\n\ne'],
    ['fields', 'a\n\n:param x: the *x*\n  of it\n:returns: y', 'a\n\nparam x: the x of it\nreturns: y'],
    ['admonitions', '.. note:: a\n   b\n\n   c\n.. warning::\n   :class: x\n\n   d\n\ne', 'a b\n\nc\n\nd\n\ne'],
    [
      'topics and figures',
      '.. topic:: A title\n\n   b\n\n.. figure:: x.png\n   :alt: a quay\n   :width: 2\n\n   The *caption*.\n\nc',
      'A title\n\nb\n\na quay\n\nThe caption.\n\nc',
    ],
    ['code directives', '.. code-block:: python\n   :caption: a *b*\n   :linenos:\n\n   c = *d\n\n     e\n\nf', 'a b\n\nc = *d\n\n  e\n\nf'],
    [
      'directives without text',
      '.. image:: a.png\n   :width: 2\n.. raw:: html\n\n   <b>\n\n.. toctree::\n   :maxdepth: 2\n\n   c\n   d\n.. math:: x\n.. contents:: e\n\nf',
      'f',
    ],
    ['unknown directives', '.. function:: f(a)\n   :noindex:\n\n   Does *b*.\n', 'f(a)\n\nDoes b.'],
    ['comments and targets', '.. a comment\n   of two lines\n\n   and more\n.. _target: http://a.b\n.. _other:\n\n..\n   c\n\n..\n\n  d\n\n__ http://e\n', 'd'],
    ['notes', '.. [1] The *first*\n   note.\n.. [#n] The second\n       note.\n.. [CIT] A book.\n', 'The first note.\nThe second note.\nA book.'],
    ['grid tables', '+---+-----+\n| a | b c |\n|   | d   |\n+===+=====+\n| *e* over|\n+---+-----+\n| f |     |\n+---+-----+\n\ng', 'a\tb c d\ne over\nf\n\ng'],
    [
      'simple tables',
      '===  ======\nA    B c\n===  ======\n1    *two*\n     three\n\n2    four five\n===  ======\n\ng',
      'A\tB c\n1\ttwo three\n2\tfour five\n\ng',
    ],
    ['tables in lists', '1. +--+\n   |a |\n   +--+\n\n- == ==\n  b  c\n  == ==\n\n- >>> d\n\n- | e', 'a\n\nb\tc\n\n>>> d\n\ne'],
    ['list tables', '.. list-table:: Title\n   :header-rows: 1\n\n   * - a\n     - b\n   * - c\n     - d', 'Title\n\na\nb\nc\nd'],
    ['tables of separated values', '.. csv-table:: Title\n   :header: a, b\n\n   "c, ""d""", *e*\n   "f\n   g", h', 'Title\na, b\nc, "d"\te\nf g\th'],
    ['tabs and other line ends', '- a\r\n\r\n\tb\r\n', 'a\n\nb'],
  ])('%s', async (_, source, text) => {
    expect(await textOf(source)).toBe(text);
  });

  it('takes the lines at the top, as of a mail, for metadata', async () => {
    expect(await read('PEP: 8\nTitle: Style *Guide*\nAuthor: A <a@b.c>,\n        D\nCreated: 05-Jul-2001\nEmpty:\n\nIntroduction\n============\n\na')).toEqual({
      kind: 'document',
      text: 'Introduction\n\na',
      metadata: { PEP: '8', title: 'Style Guide', author: 'A <a@b.c>, D', date: '2001-07-05' },
    });
  });

  it.each(['Note: a\n\nb', 'Note: a\nb\n\nc', 'Note: a\nOther: b\nc d\n'])('takes a text that begins with a colon for text: %j', async (source) => {
    const found = await read(source);
    expect(found?.metadata).toEqual({});
    expect(found?.text).toMatch(/^Note: a/);
  });

  it('takes the fields below the title for metadata', async () => {
    expect(
      await read(
        'Title\n=====\n\n.. comment\n\n:Authors: - A\n          - B\n:Date: $Date: 2002/10/03 10:00:00 $\n:Version: 2\n:orphan:\n:Abstract: Of\n   *this*.\n\nText\n----\n\n:Not: one',
      ),
    ).toEqual({
      kind: 'document',
      text: 'Title\n\nAbstract: Of this.\n\nText\n\nNot: one',
      metadata: { author: 'A; B', date: '2002-10-03', Version: '2', title: 'Title' },
    });
  });

  it('takes a section for the title only where no text comes before it', async () => {
    expect((await read('a\n\nSection\n=======\n'))?.metadata).toEqual({});
  });

  it('does not let substitutions grow without end', async () => {
    const [note, document] = await foundIn(restructuredText, `.. |a| replace:: ${'b'.repeat(500)}\n\n${'|a| '.repeat(1000)}`);
    expect(note).toEqual({
      kind: 'note',
      problem: { reason: 'too-large', detail: 'its substitutions would make it more than twice as long; those beyond are left as names' },
    });
    expect(document).toMatchObject({ text: expect.stringMatching(/^b{500} b{500} [b ]* a a( a)*$/) });
  });

  const many = (piece: string, length = 400_000) => piece.repeat(Math.ceil(length / piece.length));
  it.each(
    Object.entries({
      '`': many(' `a'),
      '``': many('``a '),
      '*': many('*a '),
      '|': many(' |a'),
      '[': many('[a'),
      ':': many(':a:`b '),
      '- ': many('- '),
      '(i) ': many('(i) '),
      '.. [1]': many('.. [1] '),
      '.. note::': many('.. note:: '),
      'deep lists': Array.from({ length: 800 }, (_, i) => `${' '.repeat(i)}- a`).join('\n'),
      '::': many('a::\n\n'),
      '= =': `${many('= ')}=\n${many('a\n')}`,
      '+-+': `+${many('-+')}\n${many('|a\n')}`,
      fields: many(':a: b\n\n'),
      spaces: `\`a${many(' ')}b\``,
    }),
  )(
    'reads 400 kB of hostile markup quickly: %s',
    async (_, source) => {
      expect(await read(source)).toBeDefined();
    },
    5000,
  );
});
