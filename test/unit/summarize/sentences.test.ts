import { describe, expect, it } from 'vitest';
import { cutSentences } from '../../../src/summarize/sentences.js';

/** The sentences of a text, white space as single blanks. */
const cut = (text: string, language = 'en') => cutSentences(text, language).map(({ begin, end }) => text.slice(begin, end).replace(/\s+/g, ' '));

/** Sentences that stand in a text one after the other, as they are to be found again. */
const RUNNING: [language: string, ...sentences: string[]][] = [
  ['en', 'Mr. Brown met Dr. Green in Washington, D.C., on Jan. 5.', 'They spoke for 3.5 hours.', 'Nothing was said afterwards!'],
  ['en', 'The U.S. Senate voted on Tuesday.', 'In the U.S. the bill is known as No. 4.', 'Why was it so late?'],
  ['en', '"It is over," she said.', '"Why?" he asked.', '"Because it is."', 'He left.'],
  ['en', 'Some tools, e.g. Kepler, are free (see www.example.com/a.b?c=d).', 'Open index.html first.', '(It is short.)', 'Then go on.'],
  ['en', 'Shares of Apple Inc. Chairman Levinson were sold.', 'J. R. R. Tolkien wrote it.', 'Yahoo! announced it at 5 p.m. yesterday.'],
  ['en', 'He waited ... and then he left.', 'Nobody knew…', 'The case is cited as Smith vs. Jones [...] and was lost.[12]', 'It rained.'],
  ['en', 'It belongs to Acme Inc.', 'Sold in May, it closed.', 'So says the Fed.', 'Rates rose.', 'It ended lists (dict, list, etc.) Quickly.'],
  ['en', 'It happened in 1990.', '25 people were hurt.', 'The firm, founded by W. E. Hall et al. in Boston, closed.'],
  ['de', 'Am 3. Mai kam Dr. Meier nach St. Gallen.', 'Dort lebten z. B. Bauern, d.h. arme Leute.', 'Im Jahr 1990 war alles vorbei.'],
  ['de', '„Das ist nicht wahr.“', '»Doch!«, rief er.', 'Er kam im 19. Jahrhundert nach Berlin.', 'Die Nr. 7 blieb leer.', 'Sie wurde 30.', 'Dann starb sie.'],
  ['de', 'So steht es in Abs. 2.', 'Kaiser Wilhelm II. reiste am 2. Mai nach Wien.', 'Ihm folgte Karl V. Habsburg blieb.'],
  ['fr', 'M. Dupont est arrivé le 3 janv. 2005 à Paris.', '« Pourquoi maintenant ? »', 'Personne ne le sait, cf. p. 12.', 'Mme Martin, p. ex., se tait !'],
  ['es', '¿Dónde está el Sr. García?', '¡No lo sé!', 'Vive en EE. UU. desde 1999, en la pág. 4 lo dice.', 'La Dra. López llegó tarde.'],
  ['it', 'Il sig. Rossi arrivò alle 10.30 in p.zza Dante.', 'Il dott. Bianchi, invece, no.', 'Perché?', 'Mangiò pane, vino, ecc. e poi dormì.'],
  ['pt', 'O Sr. Silva mora na Av. Paulista, n.º 10.', 'A Dra. Souza chegou às 8.30.', 'Quem sabe?'],
  ['nl', 'Dhr. Jansen woont o.a. in Den Haag.', 'Hij betaalt bijv. 3,50 euro.', 'Mevr. De Vries komt op 5 okt. 2010.', 'Waarom?'],
  [
    'ru',
    'В 1990 г. Иванов приехал в г. Москву.',
    'А. С. Пушкин жил на ул. Арбат, т. е. в центре.',
    'Были стихи, проза и т. д.',
    'Он писал много.',
    '— Зачем? — спросил он.',
  ],
  ['pl', 'W dniu 3. Maja odbył się marsz.', 'Prof. Nowak przyszedł później, ok. 5 godzin, np. Wisłą.', 'Dlaczego?'],
  ['el', 'Τι είναι αυτό;', 'Ο κ. Παπαδόπουλος έφυγε.', 'Κανείς δεν ξέρει.'],
  ['hi', 'डॉ. राम घर गया।', 'वह कल आएगा।', 'क्या यह सच है?'],
  ['ar', 'أين كان الوزير؟', 'لم يجب أحد.', 'وصل الوفد مساء أمس!'],
  ['ur', 'یہ ایک کتاب ہے۔', 'کیا آپ کو معلوم ہے؟', 'نہیں۔'],
  ['hy', 'Նա եկավ երեկ։', 'Ոչ ոք չգիտեր։'],
  ['he', 'הוא הגיע אתמול.', 'למה?', 'איש לא ידע.'],
  ['ko', '그는 어제 왔다.', '아무도 몰랐다.', '왜 그랬을까?'],
  ['ka', 'ის გუშინ მოვიდა.', 'არავინ იცოდა.'],
  ['am', 'ትናንት መጣ።', 'ማንም አላወቀም።'],
];
/** The same, of scripts without blanks between sentences. */
const UNSPACED: [language: string, ...sentences: string[]][] = [
  ['zh', '他昨天来了。', '“为什么？”', '没有人知道！', '价格是3.5元。'],
  ['ja', '「戦争は終わった。平和が来た。」と彼は書いた。', '誰も（本当だ。多分）知らなかった。', '終わり。'],
  ['zh', '他说：“我来了。你在哪里？”', '没有人知道。'],
  ['ja', '彼は「今日は晴れだ。」と言った。', '「なぜですか？」', '誰も知らなかった。'],
  ['my', 'သူမနေ့ကလာသည်။', 'ဘယ်သူမှမသိ။'],
  ['km', 'គាត់បានមកម្សិលមិញ។', 'គ្មាននរណាដឹងទេ។'],
];

describe('cutSentences', () => {
  it.each(RUNNING)('cuts running text: %s, %s', (language, ...sentences) => {
    expect(cut(sentences.join(' '), language)).toEqual(sentences);
  });

  it.each(UNSPACED)('cuts text without blanks: %s, %s', (language, ...sentences) => {
    expect(cut(sentences.join(''), language)).toEqual(sentences);
  });

  it('joins phrases of Thai up to a length', () => {
    const phrase = 'รัฐบาลประกาศมาตรการใหม่เพื่อช่วยเหลือประชาชนในวันนี้';
    const text = Array(5).fill(phrase).join(' ');
    expect(cut(text, 'th')).toEqual([`${phrase} ${phrase}`, `${phrase} ${phrase}`, phrase]);
    expect(cutSentences(text, 'th').every(({ isEnded, isStarted }) => isEnded && isStarted)).toBe(true);
  });

  it('joins lines of wrapped text, not headings, items, fields', () => {
    const text = [
      'ANNUAL REPORT',
      'The committee met in the spring and agreed that the road to',
      'Weston must be mended before the winter. Nobody objected to',
      'that.',
      '- a first item',
      '- a second item',
      'Subject: roads',
    ].join('\n');
    expect(cut(text)).toEqual([
      'ANNUAL REPORT',
      'The committee met in the spring and agreed that the road to Weston must be mended before the winter.',
      'Nobody objected to that.',
      '- a first item',
      '- a second item',
      'Subject: roads',
    ]);
    expect(cutSentences(text, 'en').map(({ isEnded }) => isEnded)).toEqual([false, true, true, false, false, false]);
  });

  it('ends a sentence at an empty line', () => {
    const text = 'Roads to be mended\r\n\r\nThe road to Weston\r\nis bad. It was bad before.\n \nSo it is.';
    expect(cut(text)).toEqual(['Roads to be mended', 'The road to Weston is bad.', 'It was bad before.', 'So it is.']);
    expect(cutSentences(text, 'en').map(({ isFirst }) => isFirst)).toEqual([true, true, false, true]);
  });

  it('tells how a sentence begins', () => {
    const started = (text: string) => cutSentences(text, 'en')[0]?.isStarted;
    expect(started('The end.')).toBe(true);
    expect(started('"(The end.)"')).toBe(true);
    expect(started('25 people.')).toBe(true);
    expect(started('«Ясно.»')).toBe(true);
    expect(started('and so on.')).toBe(false);
    expect(started('– пусто.')).toBe(false);
    expect(started('... !')).toBe(false);
  });

  it('cuts the number of an item off', () => {
    expect(cut('1. The road is bad. 2. It was.')).toEqual(['1.', 'The road is bad.', '2.', 'It was.']);
  });

  it('tells the sign of an item from its text', () => {
    const items = (text: string) =>
      cutSentences(text, 'en').map(({ begin, end, marker, isItem, isStarted, isEnded }) => [text.slice(begin + marker, end), isItem, isStarted && isEnded]);
    expect(items('- The road is bad. It was.\n\nIt is.')).toEqual([
      ['The road is bad.', true, true],
      ['It was.', true, true],
      ['It is.', false, true],
    ]);
    for (const sign of ['*', '•', '1)', '(a)', '(iv)', '–', '- 2)']) expect(items(`${sign} The road is bad.`)).toEqual([['The road is bad.', true, true]]);
    expect(items('1. The road is bad.').at(-1)).toEqual(['The road is bad.', true, true]);
    expect(items('Roads are bad. - The road is bad.').map(([text]) => text)).toEqual(['Roads are bad.', 'The road is bad.']);
    for (const text of ['(The) road is bad.', 'A. Brown is bad.', '-5 degrees is cold.']) expect(items(text)).toEqual([[text, false, true]]);
    // without an end of its own
    expect(items('- Indexing behavior in standard classes (dict, list, etc.)')).toEqual([
      ['Indexing behavior in standard classes (dict, list, etc.)', true, false],
    ]);
  });

  it('cuts a quotation that does not close soon', () => {
    const long = `「${'戦争は終わった。'.repeat(60)}」`;
    expect(cut(long, 'ja').length).toBeGreaterThan(30);
    expect(cut('「戦争は終わった。平和が来た。', 'ja')).toHaveLength(2);
    const nested = '「「」。'.repeat(20_000);
    expect(cutSentences(nested, 'ja').length).toBeLessThan(20_000);
  }, 5000);

  it('takes time in proportion to the text, where nothing ends', () => {
    const lines = 'a row of a table\n\n'.repeat(50_000);
    expect(cutSentences(lines, 'en')).toHaveLength(50_000);
  }, 5000);
});
