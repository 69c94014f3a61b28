import { describe, expect, it } from 'vitest';
import { CountCollector, type CountSink } from '../../../src/tokenize/count-collector.js';
import { DamagedShard } from '../../../src/tokenize/count-shards.js';
import { TermCounter } from '../../../src/tokenize/term-counter.js';
import type { TermCounts } from '../../../src/tokenize/term-counts.js';
import { rowsOf } from '../../support/count.js';
import { Pieces } from '../../support/pieces.js';

const DOCUMENTS = 3000;
const SHARD = 8000;

/** Common words stand in all documents, rarer ones in few shards or one. */
function text(document: number): string {
  const words = Array.from({ length: 1 + ((document * 7) % 23) }, (_, w) => `w${(document * document * (w + 3) + w) % (document % 2 === 0 ? 50 : 40_000)}`);
  return `${words.join(' ')} the the`;
}

/** Counts documents in two counters that are begun anew now and then; every ninth document is not added. */
function count(sink: CountSink, kind: TermCounts['kind'], first = 0, end = DOCUMENTS): void {
  const rule = { minLength: 1, numbers: true };
  const begin = () => ({ counter: new TermCounter(rule, kind), number: sink.addCounter() });
  const counters = [begin(), begin()];
  for (let document = first; document < end; document++) {
    const which = Math.floor(document / 10) % 2;
    if (document % 700 === 699) {
      sink.endCounter?.(counters[which].number);
      counters[which] = begin();
    }
    const { counter, number } = counters[which];
    const { row } = counter.add(text(document));
    sink.addTerms(number, counter.newTerms());
    if (document % 9 !== 0) sink.addRow(number, row.slice(), document % 5 === 0 ? 'de' : 'en');
    sink.endDocument?.();
  }
}

function sharded(kind: TermCounts['kind']): { collector: CountCollector; store: Pieces } {
  const store = new Pieces();
  const collector = new CountCollector(kind, store, SHARD);
  count(collector, kind);
  return { collector, store };
}

/** What is told of counts, but not how they are kept. */
function contentOf(counted: TermCounts) {
  return { terms: [...counted.terms], rows: rowsOf(counted), languages: counted.languages, languageOf: counted.languageOf };
}

describe.each(['counts', 'sequence'] as const)('shards: %s', (kind) => {
  const whole = new CountCollector(kind);
  count(whole, kind);
  const expected = contentOf(whole.finish());

  it('hold what is held in memory otherwise', () => {
    const { collector, store } = sharded(kind);
    const counted = collector.finish();
    expect(contentOf(counted)).toEqual(expected);
    expect(store.pieces.length).toBeGreaterThan(20);
    expect(contentOf(counted)).toEqual(expected);
  });

  it('are counted again where they are damaged, and only they', () => {
    const { collector, store } = sharded(kind);
    const pieces = store.pieces.length;
    const repaired: number[] = [];
    for (let piece = 0; piece < pieces; piece += 3) store.damaged.add(piece);
    for (;;) {
      try {
        expect(contentOf(collector.finish())).toEqual(expected);
        break;
      } catch (error) {
        if (!(error instanceof DamagedShard)) throw error;
        repaired.push(error.shard);
        const { first, end } = collector.foundOf(error.shard);
        const recount = collector.recount();
        count(recount, kind, first, end);
        expect(collector.replace(error.shard, recount)).toBe(true);
      }
    }
    expect(repaired.length).toBeGreaterThan(2);
    expect(new Set(repaired).size).toBe(repaired.length);
    expect(collector.foundOf(0).first).toBe(0);
  });

  it('are not replaced by other documents', () => {
    const { collector } = sharded(kind);
    collector.finish();
    const { first, end } = collector.foundOf(1);
    for (const [from, to] of [
      [first, end - 1],
      [first + 9, end + 9],
    ] as const) {
      const recount = collector.recount();
      count(recount, kind, from, to);
      expect(collector.replace(1, recount)).toBe(false);
    }
    expect(contentOf(collector.finish())).toEqual(expected);
  });
});

it('says of the words of shards how often they stand', () => {
  const { totals, terms, ...counted } = sharded('counts').collector.finish();
  const times = new Map<string, number>();
  const documents = new Map<string, number>();
  for (const row of rowsOf({ ...counted, terms })) {
    for (const [term, count] of row) {
      times.set(term, (times.get(term) ?? 0) + count);
      documents.set(term, (documents.get(term) ?? 0) + 1);
    }
  }
  expect(totals).toEqual({
    documentFrequency: Uint32Array.from(terms, (term) => documents.get(term) ?? 0),
    counts: Float64Array.from(terms, (term) => times.get(term) ?? 0),
  });
  expect(sharded('sequence').collector.finish().totals).toBeUndefined();
});
