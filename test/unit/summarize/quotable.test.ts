import { describe, expect, it } from 'vitest';
import { quoteWeight } from '../../../src/summarize/quotable.js';

const weigh = (text: string, language = 'en') => quoteWeight(text, text.replace(/\s+/g, ' '), text.split(/\s+/).length, language);

const PLAIN = 'The committee agreed in March that the road to Weston must be mended before winter.';

describe('quoteWeight', () => {
  it.each([
    ['en', PLAIN],
    ['de', 'Der Ausschuss beschloss im März, dass die Straße nach Weston vor dem Winter repariert wird.'],
    ['ru', 'Комитет решил в марте, что дорога на Вестон должна быть отремонтирована до зимы.'],
    ['zh', '委员会在三月决定，通往韦斯顿的道路必须在冬天之前修好。'],
    ['hi', 'समिति ने मार्च में तय किया कि वेस्टन जाने वाली सड़क सर्दी से पहले ठीक होगी।'],
    ['ar', 'قررت اللجنة في مارس أن الطريق إلى وستون يجب إصلاحه قبل حلول الشتاء.'],
  ])('has nothing against a plain sentence: %s', (language, text) => {
    expect(weigh(text, language)).toBe(1);
  });

  it('takes amounts in dollars for what they are', () => {
    expect(weigh('The committee agreed in March that the road would cost $5 million and not $7 million.')).toBe(1);
    expect(weigh('The committee agreed in March that the road would cost US$ 5 million and not US$ 7 million.')).toBe(1);
  });

  it.each([
    ['too short', 'The road is bad.'],
    ['too long', `The road ${'and so on '.repeat(20)}is bad.`],
    ['too short, without blanks between words', '道路很坏。'],
    ['endless words', `The committee agreed in March that the ${'road'.repeat(120)} must be mended.`],
    ['an address', 'The committee agreed in March (see http://example.org) that the road must be mended.'],
    ['a mail address', 'The committee agreed in March and wrote to roads@example.org about all of the rest.'],
    ['two sentences without a blank between them', 'The committee agreed in March.The road to Weston must be mended before winter.'],
    ['code', 'The committee agreed that if (a == b) {return} was the way to go about it.'],
    ['a formula', 'The committee agreed in March that $O(n \\log n)$ steps are needed to mend it.'],
    ['a short formula', 'The committee agreed in March that $O(dD)$ of the $2n$ roads must be mended.'],
    ['a command of LaTeX', 'The committee agreed in March that \\emph the road to Weston must be mended.'],
    ['a row of a table', 'The committee agreed\tin March that\tthe road to Weston must be mended.'],
    ['figures', 'From 12.5 to 14.5 and 16.7 to 18.9, of 2001 12345 and 67890 in all.'],
    ['capitals', 'THE COMMITTEE AGREED IN MARCH THAT THE ROAD TO WESTON must be mended.'],
    ['a list of names', 'Brown A, Green B, White C, Black D, Gray E, Olive F and others of that time.'],
    ['an open quotation', 'The committee agreed in March that "the road to Weston must be mended.'],
    ['an open bracket', 'The committee agreed in March (that the road to Weston must be mended.'],
  ])('does not take %s', (_, text) => {
    expect(weigh(text)).toBe(0);
  });

  it.each([
    ['a connective', `However, ${PLAIN.replace('The', 'the')}`, 'en'],
    ['a pronoun', 'He said in March that the road to Weston must be mended before winter.', 'en'],
    ['a pronoun near the start', 'In doing this the committee agreed that the road to Weston must be mended.', 'en'],
    ['a connective of German', 'Aber der Ausschuss beschloss im März, dass die Straße vor dem Winter repariert wird.', 'de'],
    ['a pronoun of Chinese', '他们在三月决定，通往韦斯顿的道路必须在冬天之前修好。', 'zh'],
    ['a heading that runs in', `ROADS ${PLAIN}`, 'en'],
    ['a speaker', `MR. GREEN: ${PLAIN}`, 'en'],
    ['a question', PLAIN.replace('.', '?'), 'en'],
    ['a quotation', `"${PLAIN}"`, 'en'],
    ['something left out', PLAIN.replace(' in March', '...'), 'en'],
    ['two headlines', PLAIN.replace(' that the', ' – The'), 'en'],
  ])('takes less gladly %s', (_, text, language) => {
    const weight = weigh(text, language);
    expect(weight).toBeGreaterThan(0);
    expect(weight).toBeLessThan(1);
  });

  it('lets German have its capitals', () => {
    const text = 'Der Ausschuss und der Rat der Stadt beschlossen Straßen, Wege, Brücken, Mauern, Gräben und Häuser.';
    expect(weigh(text, 'de')).toBe(1);
    expect(weigh(text, 'en')).toBe(0);
  });
});
