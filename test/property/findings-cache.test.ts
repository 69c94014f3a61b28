import fc from 'fast-check';
import { expect } from 'vitest';
import type { Place } from '../../src/ingest/document.js';
import { FindingsReader, FindingsWriter } from '../../src/ingest/findings-cache.js';
import type { FileFinding } from '../../src/ingest/read-file.js';
import { temporaryFolder } from '../temporary-folder.js';
import { forAll } from './arbitraries.js';

/** Any text: with halves of surrogate pairs, zeros, letters of any script. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)) }),
);
const problem = fc.record({ reason: fc.constantFrom('malformed' as const, 'encoding' as const), detail: anyText }, { noNullPrototype: true });
const document = fc.record(
  {
    kind: fc.constant('document' as const),
    path: anyText,
    // some are larger than a segment
    text: fc.oneof({ weight: 20, arbitrary: anyText }, { weight: 1, arbitrary: anyText.map((text) => `${text}x`.repeat(300_000)) }),
    metadata: fc.dictionary(fc.oneof(anyText, fc.constant('__proto__')), anyText, { noNullPrototype: true }),
    row: fc.nat(),
    id: anyText,
    note: problem,
  },
  { requiredKeys: ['kind', 'path', 'text', 'metadata'], noNullPrototype: true },
);
const other = fc.record({ kind: fc.constantFrom('problem' as const, 'note' as const), path: anyText, problem }, { noNullPrototype: true });
const findings = fc.array(fc.oneof(document, other) as fc.Arbitrary<FileFinding>, { maxLength: 6 });

forAll([fc.array(fc.record({ found: findings, flush: fc.boolean() }), { maxLength: 8 }), fc.infiniteStream(fc.nat())], { numRuns: 100 })(
  'findings come back as they were, in whatever order and pieces',
  (files, order) => {
    const folder = temporaryFolder();
    const writer = FindingsWriter.open({ folder: folder, write: true, firstPart: 0 }) as FindingsWriter;
    const places = files.map(({ found, flush }) => {
      for (const finding of found) {
        writer.add(finding);
        if (flush) writer.flush();
      }
      return writer.endFile() as Place;
    });
    writer.flush();
    const reader = new FindingsReader(folder);
    for (let n = 0; n < 2 * files.length; n++) {
      const f = (order.next().value as number) % files.length;
      expect([...reader.read(places[f] as Place)]).toStrictEqual(files[f]?.found);
    }
    reader.close();
  },
);
