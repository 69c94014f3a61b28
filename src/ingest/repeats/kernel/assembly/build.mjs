/* Compiles the fingerprints to WebAssembly and writes them into ../compiled.ts as base64: a module that Node and the bundler load alike. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import asc from 'assemblyscript/asc';

const folder = import.meta.dirname;
let bytes;
const { error, stderr } = await asc.main(['index.ts', '--baseDir', folder, '--outFile', 'fingerprint.wasm', '-O3', '--noAssert', '--runtime', 'stub'], {
  stdout: asc.createMemoryStream(),
  writeFile: (_name, content) => (bytes = content),
});
if (error) throw new Error(`the fingerprints do not compile\n${stderr}`, { cause: error });
writeFileSync(
  path.join(folder, '..', 'compiled.ts'),
  `// Made from assembly/ by \`npm run build:kernels\`: do not edit.
/** The fingerprints of texts, a WebAssembly module in base64. */
export const FINGERPRINT =
  '${Buffer.from(bytes).toString('base64')}';
`,
);
