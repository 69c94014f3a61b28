import { describe, expect, test } from 'vitest';
import { word } from '../../../../src/ingest/formats/word.js';
import { foundIn } from '../../../support/found-in.js';
import { paragraph, wordFile, wordPart } from '../../../support/word-file.js';

const document = (text: string, metadata = {}) => ({ kind: 'document', text, metadata });
const problem = (reason: string, detail: string) => ({ kind: 'problem', problem: { reason, detail } });
const run = (content: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr>${content}</w:r>`;
const text = (words: string) => `<w:t xml:space="preserve">${words}</w:t>`;
const textOf = async (body: string, parts = {}) => {
  const [found, ...rest] = await foundIn(word, wordFile(body, parts));
  expect(rest).toEqual([]);
  return (found as { text: string }).text;
};

describe('text', () => {
  test('paragraphs, with words in several runs', async () => {
    const body = `<w:p>${run(text('The har'))}${run(text('bour '), '<w:b/>')}<w:proofErr/>${run(text('&amp; its light'))}</w:p><w:p/>${paragraph(' It is white. ')}`;
    expect(await textOf(body)).toBe('The harbour & its light\n\nIt is white.');
  });

  test('breaks, tabs, hyphens and symbols; tab stops are no tabs', async () => {
    const stops = '<w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs>';
    const runs = run(`${text('one')}<w:tab/>${text('two')}<w:br/>${text('three')}<w:cr/>${text('four')}`);
    const signs = run(`${text('e')}<w:noBreakHyphen/>${text('mail li')}<w:softHyphen/>${text('ght')}<w:sym w:font="Arial" w:char="00E9"/>`);
    expect(await textOf(`<w:p><w:pPr>${stops}</w:pPr>${runs}</w:p><w:p>${signs}<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>`)).toBe(
      'one\ttwo\nthree\nfour\n\ne-mail lighté',
    );
  });

  test('items of a list are lines of one paragraph', async () => {
    const item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
    expect(await textOf(`${paragraph('A list:')}${paragraph('one', item)}${paragraph('two', item)}${paragraph('Its end.')}`)).toBe(
      'A list:\n\none\ntwo\n\nIts end.',
    );
  });

  test('a table: a line a row, a tab between cells; cells of several paragraphs stand by themselves', async () => {
    const cell = (...paragraphs: string[]) => `<w:tc><w:tcPr/>${paragraphs.map((one) => paragraph(one)).join('')}</w:tc>`;
    const row = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`;
    const small = `<w:tbl>${row(cell('Ship'), cell('Tons'))}${row(cell('Aurora'), cell(''), cell('120'))}</w:tbl>`;
    expect(await textOf(paragraph('Ships') + small + paragraph('Its end.'))).toBe('Ships\n\nShip\tTons\nAurora\t120\n\nIts end.');
    expect(await textOf(`<w:tbl>${row(cell('one', 'two'), cell('three'))}${row(cell('four'))}</w:tbl>`)).toBe('one\n\ntwo\n\nthree\nfour');
    expect(await textOf(`<w:tbl>${row(`<w:tc>${small}</w:tc>`, cell('three'))}</w:tbl>`)).toBe('Ship\tTons\nAurora\t120\n\nthree');
  });

  test('footnotes and endnotes stand at the end; their marks are no words', async () => {
    const separator = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>-----</w:t></w:r></w:p></w:footnote>';
    const body = `<w:p>${run(text('The bar'))}${run('<w:footnoteReference w:id="2"/>')}${run(text(' and the quay.'))}${run('<w:endnoteReference w:id="2"/>')}</w:p>`;
    const parts = {
      'word/footnotes.xml': wordPart(
        'footnotes',
        `${separator}<w:footnote w:id="2"><w:p>${run('<w:footnoteRef/>')}${run(text(' A bank of sand.'))}</w:p></w:footnote>`,
      ),
      'word/endnotes.xml': wordPart('endnotes', `<w:endnote w:id="2">${paragraph('Since 1890.')}</w:endnote>`),
      'word/comments.xml': wordPart('comments', `<w:comment w:id="1">${paragraph('Really?')}</w:comment>`),
      'word/header1.xml': wordPart('hdr', paragraph('Draft')),
    };
    expect(await textOf(body, parts)).toBe('The bar and the quay.\n\nA bank of sand.\n\nSince 1890.');
  });

  test('a text box stands after the paragraph at which it is, once, though it is given in two ways', async () => {
    const box = (words: string) => `<w:txbxContent>${paragraph(words)}</w:txbxContent>`;
    const either = `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>${box('In a box')}</w:drawing></mc:Choice><mc:Fallback><w:pict>${box('In a box')}</w:pict></mc:Fallback></mc:AlternateContent>`;
    expect(await textOf(`<w:p>${run(text('Before '))}${run(either)}${run(text('and after.'))}</w:p>${paragraph('Next.')}`)).toBe(
      'Before and after.\n\nIn a box\n\nNext.',
    );
    const only = `<mc:AlternateContent><mc:Fallback><w:pict>${box('Old box')}</w:pict></mc:Fallback></mc:AlternateContent>`;
    expect(await textOf(`<w:p>${run(only)}</w:p>`)).toBe('Old box');
  });

  test('fields: what they show, not their codes', async () => {
    const field = `${run('<w:fldChar w:fldCharType="begin"/><w:instrText> HYPERLINK "http://a.example" </w:instrText><w:fldChar w:fldCharType="separate"/>')}${run(text('a link'))}${run('<w:fldChar w:fldCharType="end"/>')}`;
    const simple = `<w:fldSimple w:instr=" SEQ Figure ">${run(text('7'))}</w:fldSimple>`;
    const link = `<w:hyperlink>${run(text(' and one'))}</w:hyperlink>`;
    expect(await textOf(`<w:p>${run(text('Figure '))}${simple}${run(text(': '))}${field}${link}</w:p>`)).toBe('Figure 7: a link and one');
  });

  test('content controls are read, but not the hint of an empty one', async () => {
    const control = (properties: string, words: string) => `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${paragraph(words)}</w:sdtContent></w:sdt>`;
    expect(await textOf(control('<w:alias w:val="Name"/>', 'Aurora') + control('<w:showingPlcHdr/>', 'Click here to enter text.'))).toBe('Aurora');
  });

  test('the reading of ideographs is left out, the ideographs are not', async () => {
    expect(await textOf(`<w:p>${run(`<w:ruby><w:rt>${run(text('みなと'))}</w:rt><w:rubyBase>${run(text('港'))}</w:rubyBase></w:ruby>`)}</w:p>`)).toBe('港');
  });

  test('hidden text is left out', async () => {
    const style = '<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>';
    const runs = [run(text('seen'), '<w:vanish w:val="0"/>'), run(text(' hidden'), '<w:vanish/>'), run(text(' again'), style)];
    expect(await textOf(`<w:p>${runs.join('')}</w:p>`)).toBe('seen again');
  });

  test('whatever the prefix of its names', async () => {
    const part = wordPart('document', `<w:body>${paragraph('The harbour')}</w:body>`)
      .replaceAll('w:', 'x:')
      .replace('xmlns:x', 'xmlns:x');
    expect(await textOf('', { 'word/document.xml': part })).toBe('The harbour');
  });

  test('in UTF-16', async () => {
    const part = wordPart('document', `<w:body>${paragraph('Hafen für Übersee')}</w:body>`).replace('UTF-8', 'UTF-16');
    expect(await textOf('', { 'word/document.xml': Buffer.from(`\ufeff${part}`, 'utf16le') })).toBe('Hafen für Übersee');
  });
});

describe('changes that are tracked', () => {
  test('what is deleted or moved away is left out, what is inserted is read', async () => {
    const body = `<w:p>${run(text('The '))}<w:del>${run('<w:delText>old</w:delText>')}</w:del><w:ins>${run(text('new'))}</w:ins>${run(text(' pier'))}<w:moveFrom>${run(text(' here'))}</w:moveFrom><w:moveTo>${run(text(' there'))}</w:moveTo></w:p>`;
    expect(await textOf(body)).toBe('The new pier there');
  });

  test('a paragraph whose end is deleted goes on in the next', async () => {
    expect(await textOf(paragraph('One ', '<w:rPr><w:del w:id="1"/></w:rPr>') + paragraph('paragraph.') + paragraph('Next.'))).toBe('One paragraph.\n\nNext.');
    expect(await textOf(paragraph('The last', '<w:rPr><w:del w:id="1"/></w:rPr>'))).toBe('The last');
  });

  test('a deleted row is left out', async () => {
    const row = (words: string, properties = '') => `<w:tr><w:trPr>${properties}</w:trPr><w:tc>${paragraph(words)}</w:tc></w:tr>`;
    expect(await textOf(`<w:tbl>${row('one')}${row('two', '<w:del w:id="1"/>')}${row('three')}</w:tbl>`)).toBe('one\nthree');
  });

  test('formatting as it was does not count', async () => {
    const was = '<w:pPrChange><w:pPr><w:numPr/></w:pPr></w:pPrChange>';
    expect(await textOf(paragraph('one', was) + paragraph('two', was))).toBe('one\n\ntwo');
  });
});

test('metadata', async () => {
  const core = (content: string) => ({ 'docProps/core.xml': `<cp:coreProperties>${content}</cp:coreProperties>` });
  const all =
    '<dc:title>On the &quot;harbour&quot;\n</dc:title><dc:creator>É. A.</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">2019-10-02T23:59:00Z</dcterms:created>';
  expect(await foundIn(word, wordFile(paragraph('text'), core(all)))).toEqual([
    document('text', { title: 'On the "harbour"', author: 'É. A.', date: '2019-10-02' }),
  ]);
  expect(await foundIn(word, wordFile(paragraph('text'), core('<dc:title/><dcterms:created>2019</dcterms:created>')))).toEqual([
    document('text', { date: '2019' }),
  ]);
});

describe('what is no Word document, or damaged', () => {
  test('is said', async () => {
    const nothing = problem('malformed', 'it has no word/document.xml: it is damaged, or no Word document');
    expect(await foundIn(word, 'PK\x03\x04 and no more')).toEqual([nothing]);
    const file = wordFile(paragraph('text'), {});
    expect(await foundIn(word, file.subarray(0, file.length - 10))).toEqual([nothing]);
  });

  test('encrypted files and old ones are told apart', async () => {
    const old = Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1');
    expect(await foundIn(word, old)).toEqual([problem('unsupported-format', 'an old Office file (.doc) is not read')]);
    expect(await foundIn(word, Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le')]))).toEqual([
      problem('encrypted', 'it can be opened only with a password'),
    ]);
  });

  test('what can be read of damaged XML is', async () => {
    const note = { kind: 'note', problem: { reason: 'malformed', detail: 'it is damaged: what can be read of its text is' } };
    const cut = wordPart('document', `<w:body>${paragraph('one')}${paragraph('two')}</w:body>`).slice(0, -20);
    expect(await foundIn(word, wordFile('', { 'word/document.xml': cut }))).toEqual([document('one\n\ntwo'), note]);
    const crossed = wordPart('document', `<w:body><w:p><w:r>${text('one')}</w:p></w:r>${paragraph('two')}</w:body>`);
    expect(await foundIn(word, wordFile('', { 'word/document.xml': crossed }))).toEqual([document('one\n\ntwo'), note]);
    expect(await foundIn(word, wordFile('', { 'word/document.xml': '\0\0\0' }))).toEqual([problem('malformed', 'it is damaged: no text of it can be read')]);
  });

  test('a document without text is one all the same', async () => {
    expect(await foundIn(word, wordFile('<w:p/>'))).toEqual([document('')]);
  });
});

describe('hostile documents', () => {
  test('entities are not replaced, nothing is fetched', async () => {
    const xml = `<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>${wordPart('document', `<w:body>${paragraph('&b; &x; end')}</w:body>`).replace(/^.*\n/, '')}`;
    expect(await textOf('', { 'word/document.xml': xml })).toBe('&b; &x; end');
  });

  test.each([
    ['w:sdt', 'w:sdtContent'],
    ['w:tbl', 'w:tr', 'w:tc'],
    ['w:p', 'w:r', 'w:txbxContent'],
    ['mc:AlternateContent', 'mc:Choice'],
    ['w:rPr', 'w:rPr'],
  ])('100,000 times <%s> inside itself', async (...names) => {
    const opening = names.map((name) => `<${name}>`).join('');
    const closing = names
      .toReversed()
      .map((name) => `</${name}>`)
      .join('');
    const body = `${paragraph('one')}${opening.repeat(100_000)}${paragraph('deep')}${closing.repeat(100_000)}${paragraph('two')}`;
    const begun = performance.now();
    expect(await textOf(body)).toBe(names[0] === 'w:rPr' ? 'one\n\ntwo' : 'one\n\ndeep\n\ntwo');
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  test.each(['<w:p>', '</w:p>', '<w:x', '<w:p a="1" ', '<!--', '<![CDATA[', '&', '<', '<w:p><w:r><w:t>', '<w:tc>', '<w:instrText> </w:instrText>'])(
    'a megabyte of %s',
    async (repeated) => {
      const begun = performance.now();
      const part = `<w:document><w:body>${paragraph('one')}${repeated.repeat(1e6 / repeated.length)}`;
      expect((await foundIn(word, wordFile('', { 'word/document.xml': part })))[0]).toMatchObject({ kind: 'document' });
      expect(performance.now() - begun).toBeLessThan(3000);
    },
  );

  test('what unpacks to too much is not read', async () => {
    const body = paragraph('a'.repeat(3e6));
    expect(await foundIn(word, wordFile(body), { limits: { maxDocumentBytes: 1e6 } })).toEqual([
      problem('too-large', 'its text has more than 1 MB, the most that a document may have'),
    ]);
    expect(await foundIn(word, wordFile(body), { limits: { maxUnpackedBytes: 1e6 } })).toMatchObject([{ problem: { reason: 'too-large' } }]);
    expect(await foundIn(word, wordFile(paragraph(' '.repeat(30e6))), { limits: { maxDocumentBytes: 60e6 } })).toEqual([
      problem('too-large', 'it unpacks to more than 200 times its size'),
    ]);
    // pictures do not count
    expect(await foundIn(word, wordFile(paragraph('text'), { 'word/media/image.bmp': Buffer.alloc(3e6) }), { limits: { maxDocumentBytes: 1e6 } })).toEqual([
      document('text'),
    ]);
  });
});

test('is recognized by its name together with its first bytes', () => {
  const recognized = (bytes: string, extension: string, content?: string) =>
    word.recognizes?.({ bytes: Buffer.from(bytes, 'latin1'), text: content, extension });
  // a zip is recognized as one, and its reader knows what it holds
  expect(recognized('PK\x03\x04', '.docx')).toBe(false);
  expect(recognized('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '.docm')).toBe(true);
  expect(recognized('A text', '.docx', 'A text')).toBe(false);
  expect(recognized('{\\rtf1', '.docx', '{\\rtf1')).toBe(false);
  expect(recognized('\x89PNG\r\n', '.docx')).toBe(false);
  expect(recognized('PK\x03\x04', '.zip')).toBe(false);
});
