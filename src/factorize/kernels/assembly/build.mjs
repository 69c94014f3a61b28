/*
 * Compiles the kernels to WebAssembly, for shared and for unshared memory, and writes both into ../compiled.ts as base64: a module
 * that Node, the bundler and the page load alike.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import asc from 'assemblyscript/asc';

const folder = import.meta.dirname;

async function compile(options) {
  let bytes;
  const stdout = asc.createMemoryStream();
  const { error, stderr } = await asc.main(
    ['index.ts', '--baseDir', folder, '--outFile', 'kernels.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd', ...options],
    { stdout, writeFile: (_name, content) => (bytes = content) },
  );
  if (error) throw new Error(`the kernels do not compile\n${stderr}`, { cause: error });
  return Buffer.from(bytes).toString('base64');
}

const unshared = await compile(['--initialMemory', '1']);
const shared = await compile(['--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536']);
writeFileSync(
  path.join(folder, '..', 'compiled.ts'),
  `// Made from assembly/ by \`npm run build:kernels\`: do not edit.
/** The kernels over memory of one thread, a WebAssembly module in base64. */
export const UNSHARED =
  '${unshared}';
/** The same over memory that threads share. */
export const SHARED =
  '${shared}';
`,
);
