import { describe, expect, it } from 'vitest';
import { languageName } from '../../../src/tokenize/language-names.js';
import { languageCodes } from '../../../src/tokenize/languages.js';

/** What the package `eld` may say of a text. */
const DETECTED =
  'am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl nb or pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh';

describe('languageName', () => {
  it('is an English word for each language that there may be', () => {
    const names = [...new Set([...languageCodes, ...DETECTED.split(' ')])].map(languageName);
    for (const name of names) expect(name).toMatch(/^[A-Z][a-z]+$/);
    expect(new Set(names).size).toBe(names.length);
  });

  it('is the code of any other', () => {
    expect(['de', 'none', 'xx', 'constructor'].map(languageName)).toEqual(['German', 'no language', 'xx', 'constructor']);
  });
});
