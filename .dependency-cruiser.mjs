import { builtinModules } from 'node:module';

// A folder imports only from folders above it in this list; the table in ARCHITECTURE.md says what each holds.
const LAYERS = [
  'errors',
  'launch',
  'math',
  'distribute',
  'tokenize',
  'ingest',
  'vocabulary',
  'matrix',
  'factorize/kernels',
  'factorize/workers',
  'factorize',
  'topics',
  'evaluate',
  'summarize',
  'report',
  'run',
  'cli',
];

/** Run in the page too, so they import nothing of node. */
const NODE_FREE = ['tokenize', 'vocabulary', 'factorize/kernels', 'topics', 'report/page'];

/** The modules of Node, as they are resolved. */
const BUILTIN = `^(node:)?(${builtinModules.join('|')})$`;

/** A pattern of the files in a layer, without those of a layer inside it. */
const inside = (layer) => `^src/${layer}/${layer === 'factorize' ? '(?!kernels/|workers/)' : ''}`;

export default {
  forbidden: [
    ...LAYERS.slice(0, -1).map((layer, at) => ({
      name: `${layer}-imports-from-above-only`,
      severity: 'error',
      comment: 'Data flows one way: a folder imports only from folders above it in the table.',
      from: { path: inside(layer) },
      to: { path: [...LAYERS.slice(at + 1).map(inside), '^src/index'] },
    })),
    { name: 'nothing-imports-the-command-line', severity: 'error', from: { path: '^src/', pathNot: '^src/cli/' }, to: { path: '^src/cli/' } },
    {
      name: 'page-code-is-node-free',
      severity: 'error',
      from: { path: NODE_FREE.map((layer) => `^src/${layer}/`), pathNot: '(generate-|build\\.mjs$)' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'page-reaches-no-node',
      severity: 'error',
      comment: 'What the page imports from other folders is as free of node as the page is.',
      from: { path: '^src/report/page/', pathNot: 'build\\.mjs$' },
      to: { path: BUILTIN, reachable: true },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unlisted-packages',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    { name: 'no-unresolved-imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // AssemblyScript, another language with the same ending
    exclude: { path: '^src/(factorize/kernels|tokenize/kernel|ingest/repeats/kernel)/assembly/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
