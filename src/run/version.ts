import { createRequire } from 'node:module';

/** The version of topikl, as package.json has it. */
export const { version } = createRequire(import.meta.url)('topikl/package.json') as { version: string };
