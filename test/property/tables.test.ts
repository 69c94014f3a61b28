import fc from 'fast-check';
import { expect } from 'vitest';
import { type JsonElement, splitElements } from '../../src/ingest/formats/json/json-elements.js';
import { findDialect } from '../../src/ingest/formats/table/csv-dialect.js';
import { type Dialect, RowSplitter, type TableRow } from '../../src/ingest/formats/table/csv-rows.js';
import { cutAt, forAll } from './arbitraries.js';

const dialect = fc.record({
  separator: fc.constantFrom(',', ';', '\t', '|', undefined),
  quote: fc.constantFrom('"', "'", undefined),
  lineEnd: fc.constantFrom<('\n' | '\r')[]>('\n', '\r'),
});
const places = fc.array(fc.nat({ max: 10_000 }), { maxLength: 8 });
const mess = fc.string({ unit: fc.constantFrom(...`,;\t|"'\n\r  ab`), maxLength: 200 });

function rowsOf(pieces: readonly string[], one: Dialect, most: number): TableRow[] {
  const splitter = new RowSplitter(one, most);
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
}

forAll([mess, places, dialect, fc.integer({ min: 1, max: 250 })])('the rows of a table do not depend on where its pieces end', (text, cuts, one, most) => {
  expect(rowsOf(cutAt(text, cuts), one, most)).toEqual(rowsOf([text], one, most));
});

forAll([fc.array(fc.array(fc.string({ unit: fc.constantFrom(...`,;\t|"'\n\r  ab`), maxLength: 20 }), { minLength: 2, maxLength: 5 })), dialect, places])(
  'cells that are written are read',
  (table, one, cuts) => {
    const { separator = ',', quote = '"', lineEnd } = one;
    const write = (cell: string) => `${quote}${cell.replaceAll(quote, quote + quote)}${quote}`;
    const text = table.map((cells) => cells.map(write).join(separator) + lineEnd).join('');
    const rows = rowsOf(cutAt(text, cuts), { separator, quote, lineEnd }, Number.POSITIVE_INFINITY);
    expect(rows.map(({ cells }) => cells)).toEqual(table);
    expect(rows.some(({ strayQuote, openQuote, tooLong }) => strayQuote || openQuote || tooLong)).toBe(false);
  },
);

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const cell = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));

forAll([
  fc.integer({ min: 2, max: 5 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 3, maxLength: 12 })),
  fc.constantFrom(',', ';', '\t', '|'),
  fc.constantFrom('"', "'"),
  fc.constantFrom(',', ';', '\t', '|', '\n', "'", '"'),
])('a dialect is found from cells that are all in quotation marks, whatever is in them', (table, separator, quote, inside) => {
  const write = (text: string) => `${quote}${text.replace(' ', inside === quote ? quote + quote : inside)}${quote}`;
  const text = table.map((cells) => `${cells.map(write).join(separator)}\n`).join('');
  expect(findDialect(text, { whole: true, tabs: separator === '\t', wanted: [] })).toEqual({ dialect: { separator, quote, lineEnd: '\n' }, before: 0 });
});

async function elementsOf(pieces: readonly string[], most: number): Promise<JsonElement[]> {
  async function* given() {
    yield* pieces;
  }
  const elements: JsonElement[] = [];
  for await (const element of splitElements(given(), most)) elements.push(element);
  return elements;
}

forAll([fc.array(fc.jsonValue(), { maxLength: 6 }), places, fc.constantFrom(undefined, 1, '\t')])(
  'the elements of an array are found',
  async (values, cuts, space) => {
    const elements = await elementsOf(cutAt(JSON.stringify(values, null, space), cuts), Number.POSITIVE_INFINITY);
    expect(elements.map((element) => (element.kind === 'element' ? JSON.parse(element.text as string) : element))).toEqual(JSON.parse(JSON.stringify(values)));
  },
);

forAll([fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 6 }), places])('so are objects one after the other', async (values, cuts) => {
  const elements = await elementsOf(cutAt(values.map((value) => JSON.stringify(value)).join('\n'), cuts), Number.POSITIVE_INFINITY);
  expect(elements.map((element) => (element.kind === 'element' ? JSON.parse(element.text as string) : element))).toEqual(JSON.parse(JSON.stringify(values)));
});

forAll([fc.string({ unit: fc.constantFrom(...'[]{}",\\: a1\n'), maxLength: 100 }), places, fc.integer({ min: 1, max: 120 })])(
  'what is found in broken JSON does not depend on where its pieces end',
  async (text, cuts, most) => {
    expect(await elementsOf(cutAt(text, cuts), most)).toEqual(await elementsOf([text], most));
  },
);
