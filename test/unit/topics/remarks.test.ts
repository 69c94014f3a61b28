import { describe, expect, it } from 'vitest';
import { functionWordsAmong, type Remark, remarkOnTopics } from '../../../src/topics/remarks.js';
import { topicModel } from '../../../src/topics/topic-model.js';
import { topicSpread } from '../../../src/topics/topic-spread.js';

const DOCUMENTS = 20;
const words = (text: string) => text.split(' ');

interface Given {
  /** first terms of the first topic */
  terms?: string;
  npmi?: number;
  /** the first topic's words in each document; the second topic has 100 in each */
  weights?: number[];
  vocabulary?: { terms: string[]; counts: Float64Array };
  emptyTopics?: number[];
}

/** The remarks on the first of two topics; by default it has documents of its own and nothing is to be said of it. */
function remarksOn({ terms = 'tax budget law', npmi = 0.3, weights, vocabulary, emptyTopics = [] }: Given): Remark[] {
  const first = weights ?? Array.from({ length: DOCUMENTS }, (_, i) => (i < 4 ? 900 : 0));
  const W = Float32Array.from(first.flatMap((weight) => [weight, 100]));
  const factors = { topics: 2, documents: first.length, terms: 1, W, H: Float32Array.of(1, 1) };
  const documents = first.map((_, i) => ({ id: `d${i + 1}.txt` }));
  const list = words(terms);
  const topic = { terms: list, functionWords: functionWordsAmong(list, 10), npmi };
  return remarkOnTopics(
    vocabulary ?? { terms: ['tax'], counts: Float64Array.of(1) },
    topicSpread(topicModel(factors), W),
    (row) => documents[row].id,
    [topic],
    emptyTopics,
  )[0];
}

const kinds = (given: Given) => remarksOn(given).map(({ kind }) => kind);

describe('a topic that is about something', () => {
  it.each([
    'game team hockey nhl games season play players ca win',
    'windows dos ms microsoft file os mouse pc files nt',
    'scsi modem pc printer port serial bbs mac bus print',
    'god men man sin die war soul heart mine love',
    'fpö spö övp hofer grünen bellen kandidaten standard van wahl',
    'krk trh vlk srdce prst strom hora voda les dům',
    '公里 英里 城市 人 山 水 国 年 月 日',
    'العالم مدينة حوالي أكبر جزيرة أحد الساعة المدينة ميل كيلومتر',
    'השמש כדור הארץ ירח חלל לוויין טיל מסלול כוכב אור',
    'θεος πολη νερο γη φως ουρανος ηλιος αστρο σεληνη χρονος',
    'đường phía biển nam đảo vùng bắc xe cá sông',
    'дом мир год сад луг лес суд рот сон меч',
  ])('has no remark: %s', (terms) => {
    expect(remarksOn({ terms })).toEqual([]);
  });
});

describe('function words', () => {
  it.each([
    ['Spanish', 'de la que el en los gobierno para una su', 'de la que el en los para una su'],
    ['French', 'les des et de sont ont la que pays dans', 'les des et de sont ont la que dans'],
    ['German', 'ich standard wir ja mir wenn man mich bin uns', 'ich wir ja mir wenn man mich bin uns'],
    ['Russian', 'на что по как не из для это или война', 'на что по как не из для это или'],
    ['Arabic', 'من على في أن أو إلى ما قد لا التي', 'من على في أن أو إلى ما قد لا التي'],
    ['English, cut elsewhere', 'don ll ve doesn people time isn didn good wouldn', 'don ll ve doesn isn didn wouldn'],
    ['phrases', 'in_the of the people and_so_on with those', 'in_the of the and_so_on with those'],
  ])('of %s', (_, terms, found) => {
    const [remark, ...others] = remarksOn({ terms: terms.replaceAll('_', '\u00a0') });
    expect(remark).toEqual({ kind: 'function words', terms: words(found.replaceAll('_', '\u00a0')) });
    expect(others).toEqual([]);
  });

  it('need six of ten of one language', () => {
    expect(kinds({ terms: 'de la que el en los tax law court judge' })).toEqual(['function words']);
    expect(kinds({ terms: 'de la que el en budget tax law court judge' })).toEqual([]);
    // six of three languages
    expect(kinds({ terms: 'und nicht или это avec sont tax law court judge' })).toEqual([]);
  });

  it('are not decided by fewer than five terms', () => {
    expect(kinds({ terms: 'the of and to' })).toEqual([]);
    expect(kinds({ terms: 'the of and to that' })).toEqual(['function words']);
  });

  it('are not noise, though many are of two letters', () => {
    expect(kinds({ terms: 'se un de en es la el me te tu' })).toEqual(['function words']);
  });

  it('among more terms: those of the language that the first ones are of', () => {
    const terms = words('de la que el en los para una su por gobierno con sin presidente war');
    expect(functionWordsAmong(terms, 10)).toEqual(words('de la que el en los para una su por con sin'));
    expect(functionWordsAmong(words('tax law court judge budget the of and'), 5)).toEqual([]);
  });
});

describe('noise', () => {
  it.each(['ax max g9v b8f a86 pl 0d 1d9 0t 34u', 'xx mk9 qq zxq brrr hmm word other more text', '1889 1890 1891 1892 1893 1894 dollars cents fund debt'])(
    'is a topic of codes: %s',
    (terms) => {
      expect(kinds({ terms })).toEqual(['noise']);
    },
  );

  it('names the codes', () => {
    expect(remarksOn({ terms: 'ax max g9v b8f word 34u' })).toEqual([{ kind: 'noise', terms: ['ax', 'g9v', 'b8f', '34u'] }]);
  });

  it('is nothing special in a collection of codes', () => {
    const vocabulary = { terms: ['brca1', 'tp53', 'tumour'], counts: Float64Array.of(2, 2, 6) };
    expect(kinds({ terms: 'brca1 tp53 egfr1 kras2 nf1', vocabulary })).toEqual([]);
  });
});

describe('one document', () => {
  const weights = (largest: number, documents = DOCUMENTS) => Array.from({ length: documents }, (_, i) => (i === 2 ? largest : largest / 3 / (documents - 1)));

  it('is named where it has more than half of the words', () => {
    expect(remarksOn({ weights: weights(600) })).toEqual([{ kind: 'one document', document: 'd3.txt', share: expect.closeTo(0.75, 5) }]);
    expect(kinds({ weights: [100, 100, ...new Array(18).fill(0)] })).toEqual([]);
  });

  it('is nothing special in a collection of few', () => {
    expect(kinds({ weights: weights(300, 19) })).toEqual([]);
    expect(kinds({ weights: weights(300, 20) })).toEqual(['one document']);
  });

  it('is nothing special where it has half of all words', () => {
    expect(kinds({ weights: weights(60_000) })).not.toContain('one document');
  });
});

describe('common words', () => {
  it('are spread as evenly as all words', () => {
    const [remark] = remarksOn({ weights: Array.from({ length: DOCUMENTS }, (_, i) => 80 + i) });
    expect(remark).toEqual({ kind: 'common words', concentration: expect.closeTo(0, 2) });
  });

  it('are not those of a topic that keeps to some documents, however small its share there', () => {
    expect(kinds({ weights: Array.from({ length: DOCUMENTS }, (_, i) => (i < 10 ? 40 : 0)) })).toEqual([]);
  });

  it('are not a single topic', () => {
    const factors = { topics: 1, documents: DOCUMENTS, terms: 1, W: new Float32Array(DOCUMENTS).fill(9), H: Float32Array.of(1) };
    const documents = Array.from({ length: DOCUMENTS }, (_, i) => ({ id: String(i) }));
    const vocabulary = { terms: ['tax'], counts: Float64Array.of(9) };
    const spread = topicSpread(topicModel(factors), factors.W);
    expect(remarkOnTopics(vocabulary, spread, (row) => documents[row].id, [{ terms: ['tax'], functionWords: [], npmi: Number.NaN }], [])).toEqual([[]]);
  });
});

describe('the others', () => {
  it('incoherent: a coherence below 0', () => {
    expect(remarksOn({ npmi: -0.01 })).toEqual([{ kind: 'incoherent', npmi: -0.01 }]);
    expect(remarksOn({ npmi: 0 })).toEqual([]);
    expect(remarksOn({ npmi: Number.NaN })).toEqual([]);
    expect(remarksOn({ npmi: -0.5, weights: [900, ...new Array(18).fill(0)] })).toEqual([]);
  });

  it('empty: less than one word, of which nothing else is said', () => {
    // 60 words that the prior alone gives it
    const weights = new Array(DOCUMENTS).fill(60 / DOCUMENTS);
    expect(remarksOn({ terms: 'de la que el en los', npmi: -1, weights, emptyTopics: [1] })).toEqual([{ kind: 'empty' }]);
    expect(kinds({ weights, emptyTopics: [2] })).not.toContain('empty');
  });

  it('several, the gravest first', () => {
    const weights = Array.from({ length: DOCUMENTS }, (_, i) => (i === 0 ? 500 : 0));
    expect(kinds({ terms: 'x1 x2 x3 x4 x5 x6', npmi: -0.5, weights })).toEqual(['noise', 'one document', 'incoherent']);
  });
});
