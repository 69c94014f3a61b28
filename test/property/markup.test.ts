import fc from 'fast-check';
import { describe, expect } from 'vitest';
import type { Format } from '../../src/ingest/document.js';
import { latex } from '../../src/ingest/formats/latex.js';
import { markdown } from '../../src/ingest/formats/markdown.js';
import { restructuredText } from '../../src/ingest/formats/restructured-text.js';
import { foundIn } from '../support/found-in.js';
import { forAll } from './arbitraries.js';

const MARKS: readonly (readonly [format: Format, marks: readonly string[]])[] = [
  [
    markdown,
    ['*', '__', '`', '```', '[', '](', ')', '![', '<', '>', '<!--', '# ', '- ', '1. ', '|', '|-|', '---', '===', '    ', '\t', '&', '\\', '[^a]', ': ', '~~'],
  ],
  [
    restructuredText,
    ['*', '**', '`', '``', '_', '|', '.. ', '::', ':a:', '[1]', '=====', '+--+', '= =', '- ', '1. ', '>>> ', '   ', '\t', '\\', 'note::', '<', '>'],
  ],
  [
    latex,
    [
      '{',
      '}',
      '[',
      ']',
      '$',
      '\\',
      '\\a',
      '\\[',
      '\\]',
      '%',
      '&',
      '~',
      '\\begin{a}',
      '\\end{a}',
      '\\begin{equation}',
      '\\end{equation}',
      '\\footnote{',
      '\\title{',
      '\\def',
      '\\verb|',
      '\\section',
      "\\'",
      '\\fi',
    ],
  ],
];

describe.each(MARKS.map(([format, marks]) => [format.name, format, marks] as const))('%s', (_, format, marks) => {
  const source = fc
    .array(fc.oneof(fc.constantFrom(...marks), fc.constantFrom(' ', '\n', '\n\n', 'word', 'é', '😀', '7', '.')), { maxLength: 60 })
    .map((pieces) => pieces.join(''));

  forAll([source, fc.nat(20)])('any order of its marks is a document, however its bytes come', async (text, length) => {
    const found = await foundIn(format, text);
    expect(found.at(-1)).toMatchObject({ kind: 'document' });
    expect(await foundIn(format, text, { pieceLength: length + 1 })).toEqual(found);
  });

  forAll([fc.array(fc.array(fc.constantFrom('one', 'zwei', 'três', 'four'), { minLength: 1, maxLength: 5 }), { minLength: 1 })])(
    'plain paragraphs stay as they are',
    async (words) => {
      const text = words.map((paragraph) => `${paragraph.join(' ')}.`).join('\n\n');
      expect(await foundIn(format, text)).toEqual([{ kind: 'document', text, metadata: {} }]);
    },
  );
});
