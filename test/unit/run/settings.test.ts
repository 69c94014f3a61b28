import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pipelineJsonSchema } from '../../../src/run/settings.js';

it('the published schema of pipeline files is that of the settings (else: npm run generate:schema)', () => {
  expect(JSON.parse(readFileSync('pipelines/pipeline.schema.json', 'utf8'))).toEqual(pipelineJsonSchema());
});
