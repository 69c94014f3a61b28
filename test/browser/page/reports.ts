import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { topikl } from '../../cli/command.js';
import { temporaryFolder } from '../../temporary-folder.js';

const SUBJECTS = path.resolve('corpora/subjects/documents');

async function run(folder: string, input: string, ...words: string[]): Promise<void> {
  const { code, stderr } = await topikl(['run', input, '--out', 'out', '--quiet', ...words], folder);
  if (code !== 0) throw new Error(stderr);
}

/** A report, and the folder of its run. */
export interface Report {
  folder: string;
  /** of the file */
  address: string;
}

function reportIn(folder: string): Report {
  return { folder: path.join(folder, 'out'), address: pathToFileURL(path.join(folder, 'out', 'report.html')).href };
}

/** That of 65 notes in five subjects, with the subject and a year of each as metadata, and a file that cannot be read. */
export async function subjectsReport(): Promise<Report> {
  const folder = temporaryFolder();
  cpSync(SUBJECTS, path.join(folder, 'in'), { recursive: true });
  const names = readdirSync(path.join(folder, 'in'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'));
  const rows = names.sort().map((name, at) => `${name.replaceAll(path.sep, '/')},${name.split(path.sep)[0]},${1990 + (at % 4)}`);
  writeFileSync(path.join(folder, 'metadata.csv'), `id,subject,year\n${rows.join('\n')}\n`);
  writeFileSync(
    path.join(folder, 'in', 'binary.bin'),
    Uint8Array.from({ length: 2000 }, (_, at) => (at * 37) % 256),
  );
  await run(folder, 'in', '--topics', '5', '--metadata', 'metadata.csv');
  return reportIn(folder);
}

/** That of the same notes as they are, with settings of one's own. */
export async function notesReport(...words: string[]): Promise<Report> {
  const folder = temporaryFolder();
  await run(folder, SUBJECTS, ...words);
  return reportIn(folder);
}

/** That of nine short texts, most of them the same: fewer than they have topics can be told apart. */
export async function alikeReport(topics: number, ...words: string[]): Promise<Report> {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'in'));
  const texts = [...Array<string>(5).fill('anchor boat crew deck'), ...Array<string>(3).fill('apple pear plum quince'), 'zebra'];
  for (const [at, text] of texts.entries()) writeFileSync(path.join(folder, 'in', `${at}.txt`), text);
  const likelihood = ['--document-prior', '0', '--term-prior', '0'];
  await run(folder, 'in', '--topics', String(topics), '--min-df', '1', '--max-df', '1.0', '--duplicates', 'keep', ...likelihood, ...words);
  return reportIn(folder);
}

/** That of a matrix of counts: of its documents nothing is known but how often they have each term. */
export async function countsReport(): Promise<Report> {
  const folder = temporaryFolder();
  const [rows, columns] = [24, 12];
  const entries: string[] = [];
  for (let i = 1; i <= rows; i++) for (let j = 1 + (i % 3) * 4; j <= 4 + (i % 3) * 4; j++) entries.push(`${i} ${j} ${1 + ((i * j) % 5)}`);
  writeFileSync(path.join(folder, 'X.mtx'), `%%MatrixMarket matrix coordinate integer general\n${rows} ${columns} ${entries.length}\n${entries.join('\n')}\n`);
  writeFileSync(path.join(folder, 'terms.txt'), `${Array.from({ length: columns }, (_, j) => `term${String.fromCharCode(97 + j)}`).join('\n')}\n`);
  await run(folder, 'X.mtx', '--vocabulary', 'terms.txt', '--topics', '3');
  return reportIn(folder);
}

/** What would run, or become an element, if it ever came into markup: `hit` is what it tries to set. */
export const INJECTIONS: readonly string[] = [
  '<script>hit=1</script>',
  '</script><script>hit=1</script>',
  '<img src=x onerror=hit=1>',
  '"><svg onload=hit=1>',
  "' onmouseover='hit=1' autofocus onfocus='hit=1",
  '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
  '<a href="javascript:hit=1">press</a>',
  'javascript:hit=1',
  '<!--<script>',
  '--><script>hit=1</script>',
  ']]><script>hit=1</script>',
  '&lt;img src=x onerror=hit=1&gt;',
  '<style>*{background:url(https://example.com/leak)}</style>',
  '<meta http-equiv="refresh" content="0;url=https://example.com/">',
  '<base href="https://example.com/">',
  '<link rel=stylesheet href=https://example.com/leak.css>',
  '<form action=https://example.com/><button>press</button></form>',
  '<textarea></textarea><title></title><noscript><img src=x onerror=hit=1></noscript>',
  '<math><mtext></mtext><mglyph><style><img src=x onerror=hit=1></style></mglyph></math>',
  '$' + '{hit=1}{{hit=1}}<%= hit=1 %>',
  '\u2028\u2029hit=1//',
  '\u202egnirts\u202c\u2066\u0000\ud800',
  '=cmd|hit!A1',
  '[x](javascript:hit=1)',
];

/** Names for files that may stand in a path, and are as hostile as that allows. */
const FILE_NAMES = [
  '<img src=x onerror=hit=1>.txt',
  '"><svg onload=hit=1>.txt',
  "'-hit=1-'.txt",
  '<!--.txt',
  '#?topic=1&document=2.txt',
  'javascript:hit=1.txt',
];

/** One in which everything that comes from outside is hostile: texts, names, columns, values, labels. */
export async function hostileReport(): Promise<Report> {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'in'));
  // a table with a NUL is none
  const quoted = (text: string) => `"${text.replaceAll('"', '""').replaceAll('\0', '')}"`;
  const words = ['harbour ships anchor tide sailors', 'apples pears orchard harvest cider'];
  const rows: string[] = [];
  INJECTIONS.forEach((injection, at) => {
    const text = `${injection} ${words[at % 2]} ${words[at % 2]} ${injection} number${at % 3} onerror script ${injection}`;
    const name = FILE_NAMES[at] ?? `text-${at}.txt`;
    writeFileSync(path.join(folder, 'in', name), text);
    rows.push([name, injection, INJECTIONS[(at + 1) % INJECTIONS.length] as string].map(quoted).join(','));
  });
  writeFileSync(
    path.join(folder, 'metadata.csv'),
    `id,${quoted('<img src=x onerror=hit=1>')},${quoted('</script><script>hit=1</script>')}\n${rows.join('\n')}\n`,
  );
  await run(folder, 'in', '--topics', '3', '--min-df', '1', '--metadata', 'metadata.csv', '--duplicates', 'keep');
  return reportIn(folder);
}
