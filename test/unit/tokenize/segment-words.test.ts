import { describe, expect, it, test } from 'vitest';
import { wordsOf } from '../../../src/tokenize/languages.js';
import { segmentWords } from '../../../src/tokenize/segment-words.js';

describe('segmentWords', () => {
  it.each([
    ['我喜欢自然语言。', ['我', '喜欢', '自然', '语言']],
    ['東京に住んでいる', ['東京', 'に', '住', 'んで', 'いる']],
    ['ฉันชอบกินข้าว', ['ฉัน', 'ชอบ', 'กิน', 'ข้าว']],
    ['ຂ້ອຍມັກເຈົ້າ', ['ຂ້ອຍ', 'ມັກ', 'ເຈົ້າ']],
    ['ខ្ញុំចូលចិត្តបាយ', ['ខ្ញុំ', 'ចូលចិត្ត', 'បាយ']],
    ['ကျွန်တော်တို့သွားသည်', ['ကျွန်တော်', 'တို့', 'သွား', 'သည်']],
  ])('cuts %s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each([
    ['iPhone手机', 'iPhone 手机'],
    ['2024年の夏、Tokyoで', '2024 年 の 夏、Tokyo で'],
    ["It's 東京, isn't it?", "It's 東京, isn't it?"],
    ['한국어 문장', '한국어 문장'],
    ['e-mail は', 'e-mail は'],
    ['𠮷野', '𠮷 野'],
    ['学', '学'],
    ['', ''],
  ])('%j → %j', (text, segmented) => {
    expect(segmentWords(text)).toBe(segmented);
  });

  it('passes over a text without such scripts', () => {
    const text = 'Nothing – “here”, не здесь, ни ここ'.slice(0, 30);
    expect(segmentWords(text)).toBe(text);
  });

  it('cuts a long run as it cuts its sentences', () => {
    const sentence = '我们喜欢自然语言处理';
    const words = segmentWords(sentence);
    expect(segmentWords(sentence.repeat(500))).toBe(Array.from({ length: 500 }, () => words).join(' '));
  });

  it.each(['学', 'ก', 'カ', '\u{20000}', 'မ', '\u200d'])('takes a run of 200,000 times %j in linear time', (character) => {
    const start = performance.now();
    const text = segmentWords(character.repeat(200_000));
    expect(performance.now() - start).toBeLessThan(5000);
    expect(text.replaceAll(' ', '')).toBe(character.repeat(200_000));
  });
});

test('joiners of other scripts stay where they are beside such a script', () => {
  for (const text of ['می\u200cروم 中', 'क्\u200dष 中文', '❤\ufe0f 船']) expect(segmentWords(text).replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  expect(segmentWords('می\u200cروم 中')).toBe('می\u200cروم 中');
  expect(segmentWords('क्\u200dष 中')).toBe('क्\u200dष 中');
});
