/* Prints pipelines/pipeline.schema.json, by which editors complete and check pipeline files. Run: npm run generate:schema */
import { pipelineJsonSchema } from './settings.js';

process.stdout.write(`${JSON.stringify(pipelineJsonSchema(), null, 2)}\n`);
