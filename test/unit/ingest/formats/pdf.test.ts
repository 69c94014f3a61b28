import { deflateSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { pdf } from '../../../../src/ingest/formats/pdf.js';
import { foundIn } from '../../../support/found-in.js';
import { HELVETICA, lines, pdfFile, pdfOf, stream } from '../../../support/pdf-file.js';

const TEXT = lines(['The harbour has a light.']);
const document = (text: string, metadata = {}) => ({ kind: 'document', text, metadata });
const note = (reason: string, detail: string) => ({ kind: 'note', problem: { reason, detail } });
const problem = (reason: string, detail: string) => ({ kind: 'problem', problem: { reason, detail } });
const head = (bytes: Uint8Array, extension = '') => ({ bytes, text: undefined, extension });

const printed = vi.spyOn(process.stdout, 'write');
const complained = vi.spyOn(process.stderr, 'write');
const said = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));
afterEach(() => {
  for (const spy of [printed, complained, ...said]) expect(spy).not.toHaveBeenCalled();
  for (const spy of [printed, complained, ...said]) spy.mockClear();
});

describe('text', () => {
  test('of all pages, in paragraphs, with its metadata', async () => {
    const first = lines(['The harbour', 'has a light.']) + lines(['The pilot', 'waits for it.'], { y: 510 });
    const file = pdfFile([first + lines(['The ferry', 'is late.'], { y: 470 }), TEXT], {
      info: "/Title(On \\(the\\) harbour)/Author<FEFF00C900760061>/CreationDate(D:20190531235959-12'00')",
    });
    expect(await foundIn(pdf, file)).toEqual([
      document('The harbour\nhas a light.\n\nThe pilot\nwaits for it.\n\nThe ferry\nis late.\n\nThe harbour has a light.', {
        title: 'On (the) harbour',
        author: 'Éva',
        date: '2019-05-31',
      }),
    ]);
  });

  test('words in several pieces, with and without blanks between them', async () => {
    const drawn = 'BT /F 10 Tf 50 500 Td [(The har) 20 (bour) -300 (has) -300 (li) 5 (ght)] TJ ET BT /F 10 Tf 50 480 Td (two ) Tj (three) Tj ET';
    expect(await foundIn(pdf, pdfFile([drawn]))).toEqual([document('The harbour has light\n\ntwo three')]);
  });

  test('titles that programs write are no titles', async () => {
    for (const title of ['untitled', 'Untitled-1', 'Microsoft Word - letter 3.doc', 'letter.tex', '  ']) {
      expect(await foundIn(pdf, pdfFile([TEXT], { info: `/Title(${title})/Author(\\(anonymous\\))` }))).toEqual([document('The harbour has a light.')]);
    }
  });

  test('dates say no more than they are sure of', async () => {
    for (const [written, date] of [
      ['D:2019', '2019'],
      ['D:201905', '2019-05'],
      ['20190531', '2019-05-31'],
      ['D:20191399', '2019'],
      ['31st of May', '31st of May'],
    ]) {
      expect(await foundIn(pdf, pdfFile([TEXT], { info: `/CreationDate(${written})` }))).toEqual([document('The harbour has a light.', { date })]);
    }
  });
});

describe('pages without text', () => {
  test('are named', async () => {
    const pages = [TEXT, '', TEXT, TEXT, '', '', '', TEXT, ''].map((content, p) => (content === '' ? '' : content.replace('light', `light ${'abcdefghi'[p]}`)));
    expect((await foundIn(pdf, pdfFile(pages))).slice(1)).toEqual([note('scanned', 'pages 2, 5–7 and 9 of 9 have no text: scanned, it seems')]);
    expect((await foundIn(pdf, pdfFile([TEXT, '']))).slice(1)).toEqual([note('scanned', 'page 2 of 2 has no text: scanned, it seems')]);
    const every = Array.from({ length: 100 }, (_, p) => (p % 2 === 0 ? TEXT : ''));
    const [, { problem: long }] = (await foundIn(pdf, pdfFile(every))) as [unknown, { problem: { detail: string } }];
    expect(long.detail).toMatch(/^pages 2, 4, 6, .*, 40, … of 100 have no text/);
  });

  test('all of them: a scan', async () => {
    expect(await foundIn(pdf, pdfFile(['']))).toEqual([problem('scanned', 'its only page has no text: scanned, it seems')]);
    expect(await foundIn(pdf, pdfFile(['', '']))).toEqual([problem('scanned', 'none of its 2 pages has text: scanned, it seems')]);
  });

  test('where fonts refer to what is not at hand, that is said', async () => {
    const more = {
      1000: '<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/90ms-RKSJ-H/DescendantFonts[1001 0 R]>>',
      1001: '<</Type/Font/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/FontDescriptor 1002 0 R>>',
      1002: '<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 4>>',
    };
    const japanese = 'BT /J 10 Tf 50 400 Td <8d60> Tj ET';
    const bytes = (...pages: string[]) => Buffer.from(pdfFile(pages, { more }).toString('latin1').replaceAll('/F 3 0 R', '/F 3 0 R/J 1000 0 R'), 'latin1');
    const missing = 'some of its fonts refer to tables of characters that are not at hand (90ms-RKSJ-H)';
    expect(await foundIn(pdf, bytes(TEXT + japanese))).toEqual([document('The harbour has a light.'), note('encoding', `text is missing: ${missing}`)]);
    expect((await foundIn(pdf, bytes(TEXT, japanese))).at(-1)).toEqual(note('scanned', 'page 2 of 2 has no text: scanned, or in such fonts, it seems'));
    expect(await foundIn(pdf, bytes(japanese))).toEqual([problem('encoding', 'its fonts refer to tables of characters that are not at hand (90ms-RKSJ-H)')]);
  });
});

describe('limits', () => {
  test('of pages', async () => {
    const pages = ['one', 'two', 'three'].map((text) => lines([text]));
    expect(await foundIn(pdf, pdfFile(pages), { limits: { maxPages: 2 } })).toEqual([
      document('one\n\ntwo'),
      note('too-large', 'only the first 2 of 3 pages are read'),
    ]);
  });

  test('of bytes', async () => {
    expect(await foundIn(pdf, pdfFile([TEXT]), { limits: { maxDocumentBytes: 500 } })).toMatchObject([{ kind: 'problem', problem: { reason: 'too-large' } }]);
  });

  test.each([1, 2])('of what a part compressed %i times unpacks to', async (layers) => {
    let packed: Buffer = deflateSync(Buffer.alloc(30e6, ' '));
    if (layers === 2) packed = deflateSync(packed);
    const file = pdfFile([stream(packed, `/Filter[${'/FlateDecode'.repeat(layers)}]`)]);
    const detail = 'a part of it unpacks to more than 20 MB, the most that a document may have';
    expect(await foundIn(pdf, file, { limits: { maxDocumentBytes: 20e6 } })).toEqual([problem('too-large', detail)]);
    expect(await foundIn(pdf, file)).toEqual([problem('scanned', 'its only page has no text: scanned, it seems')]);
  });

  test('pictures may unpack to more, as they are not read', async () => {
    const picture = stream(deflateSync(Buffer.alloc(30e6)), '/Type/XObject/Subtype/Image/Width 5000/Height 6000/BitsPerComponent 8/Filter/FlateDecode');
    const file = pdfFile([TEXT], { more: { 1000: picture } });
    expect(await foundIn(pdf, file, { limits: { maxDocumentBytes: 20e6 } })).toEqual([document('The harbour has a light.')]);
  });

  test('of pieces of text on a page: forms that draw forms', async () => {
    const form = (number: number) => `/Type/XObject/Subtype/Form/BBox[0 0 400 600]/Resources<</Font<</F 3 0 R>>/XObject<</X ${number} 0 R>>>>`;
    const more = Object.fromEntries(Array.from({ length: 8 }, (_, f) => [1000 + f, stream(f === 7 ? TEXT : '/X Do '.repeat(10), form(1001 + f))]));
    const found = await foundIn(pdf, pdfFile([TEXT + '/X Do '.repeat(10), TEXT], { more, resources: '/XObject<</X 1000 0 R>>' }));
    expect(found.slice(1)).toEqual([
      note('too-large', 'page 1 has more than 50000 pieces of text, and what follows is not read'),
      note('too-large', 'only the first 1 of 2 pages are read'),
    ]);
  }, 60_000);
});

describe('damage', () => {
  const broken = (objects: Record<number, string | Buffer>) =>
    foundIn(pdf, pdfOf({ 1: '<</Type/Catalog/Pages 2 0 R>>', 3: page(2), 4: stream(TEXT), 5: HELVETICA, ...objects }));
  const page = (parent: number) => `<</Type/Page/Parent ${parent} 0 R/MediaBox[0 0 400 600]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>`;

  test('a table of objects that is wrong is made anew', async () => {
    const file = pdfFile([TEXT])
      .toString('latin1')
      .replace(/startxref\n\d+/, 'startxref\n7');
    expect(await foundIn(pdf, Buffer.from(file, 'latin1'))).toEqual([document('The harbour has a light.')]);
  });

  test('junk before it is passed over', async () => {
    expect(await foundIn(pdf, Buffer.concat([Buffer.from('HTTP/1.1 200 OK\n\n'), pdfFile([TEXT])]))).toEqual([document('The harbour has a light.')]);
  });

  test('what cannot be read is said', async () => {
    expect(await foundIn(pdf, '%PDF-1.7\nnothing')).toEqual([problem('malformed', 'it is damaged, or no PDF')]);
    expect(await foundIn(pdf, pdfFile([TEXT]).subarray(0, 100))).toEqual([problem('malformed', 'it is damaged, or no PDF')]);
  });

  test('a tree of pages that goes in circles ends', async () => {
    expect(await broken({ 2: '<</Type/Pages/Kids[3 0 R 2 0 R 2 0 R]/Count 100>>' })).toEqual([
      document('The harbour has a light.'),
      note('malformed', 'page 2 of 2 is damaged, and left out'),
    ]);
    expect(await broken({ 2: '<</Type/Pages/Kids[6 0 R]/Count 9>>', 6: '<</Type/Pages/Kids[2 0 R]/Count 9>>' })).toEqual([
      problem('malformed', 'it is damaged: no page of it can be read'),
    ]);
  });

  test('more pages are claimed than there are', async () => {
    expect(await broken({ 2: '<</Type/Pages/Kids[3 0 R]/Count 1000000000>>' })).toEqual([document('The harbour has a light.')]);
  });

  test.each(['[', '<</a '])('100,000 times "%s" do not exhaust the stack', async (opening) => {
    const deep = opening.repeat(100_000);
    expect(await broken({ 1: `<</X ${deep}`, 2: '<</Type/Pages/Kids[3 0 R]/Count 1>>' })).toEqual([problem('malformed', 'it is damaged, or no PDF')]);
    expect(await foundIn(pdf, pdfFile([TEXT, `BT ${deep}`]))).toMatchObject([document('The harbour has a light.'), { problem: { reason: 'scanned' } }]);
  });

  test('ten megabytes that draw nothing to be read are a scan', async () => {
    expect(await foundIn(pdf, pdfFile(['0 0 m 10 10 l S\n'.repeat(650_000)]))).toMatchObject([{ problem: { reason: 'scanned' } }]);
  }, 30_000);
});

describe('encryption', () => {
  /** RC4 of 40 bits; the passwords are not known. */
  const locked = `/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<${'ab'.repeat(32)}>/U<${'cd'.repeat(32)}>>>/ID[<00><00>]`;

  test('that needs a password', async () => {
    const file = pdfFile([TEXT]).toString('latin1').replace('/Info 4 0 R', locked);
    expect(await foundIn(pdf, Buffer.from(file, 'latin1'))).toEqual([problem('encrypted', 'it can be opened only with a password')]);
  });
});

test('is recognized by its first line, or one further down that objects follow', () => {
  const recognized = (text: string) => pdf.recognizes?.(head(Buffer.from(text, 'latin1')));
  expect(recognized('%PDF-1.4\n')).toBe(true);
  expect(recognized('junk\r\n%PDF-1.4\n%\n1 0 obj\n')).toBe(true);
  expect(recognized('\xef\xbb\xbf%PDF-1.4\n1 0 obj')).toBe(true);
  expect(recognized('A PDF begins with %PDF-1.4 and then 1 0 obj')).toBe(false);
  expect(recognized('It begins with\n%PDF-1.4\nas everybody knows')).toBe(false);
  expect(recognized(`${' '.repeat(2000)}\n%PDF-1.4\n1 0 obj`)).toBe(false);
});

test('several are read at the same time', async () => {
  const found = await Promise.all(Array.from({ length: 20 }, (_, n) => foundIn(pdf, pdfFile([lines([`text ${n}`])]))));
  expect(found).toEqual(found.map((_, n) => [document(`text ${n}`)]));
});
