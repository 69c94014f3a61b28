/*
 * Compiles the word counter to WebAssembly and writes it into ../compiled.ts as base64: a module that Node, the bundler and the page
 * load alike.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import asc from 'assemblyscript/asc';

const folder = import.meta.dirname;
let bytes;
const { error, stderr } = await asc.main(
  ['index.ts', '--baseDir', folder, '--outFile', 'counter.wasm', '-O3', '--noAssert', '--runtime', 'minimal', '--enable', 'simd'],
  { stdout: asc.createMemoryStream(), writeFile: (_name, content) => (bytes = content) },
);
if (error) throw new Error(`the word counter does not compile\n${stderr}`, { cause: error });
writeFileSync(
  path.join(folder, '..', 'compiled.ts'),
  `// Made from assembly/ by \`npm run build:kernels\`: do not edit.
/** The word counter, a WebAssembly module in base64. */
export const COUNTER =
  '${Buffer.from(bytes).toString('base64')}';
`,
);
