#!/usr/bin/env bash
# Packs topikl, installs it in an empty folder without development dependencies, runs a folder with it and imports it.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

cd "$root"
npm pack --silent --pack-destination "$place" >/dev/null
node node_modules/publint/src/cli.js --strict "$place"/topikl-*.tgz
cd "$place"
npm init -y >/dev/null
npm install --silent --omit=dev ./topikl-*.tgz
mkdir documents
cp -r "$root"/corpora/subjects/documents/. documents/

npx topikl --version
npx topikl run documents --topics 5 --stem --quiet
test -s output/documents/topics.csv
npx topikl topics output/documents

cat >use.mjs <<'JS'
import { fitTopics, TopiklError, version } from 'topikl';
const fruit = 'apples pears plums orchard harvest cider';
const sea = 'ships harbour tide anchor sailors lighthouse';
const texts = Array.from({ length: 20 }, (_, i) => `${i % 2 ? fruit : sea} number${i % 5}`);
const { topics, documentTopics, status } = await fitTopics(texts, { topics: 2, maxDf: 0.6 });
if (topics.length !== 2 || documentTopics.length !== 40 || !['converged', 'stationary', 'max-iterations'].includes(status)) throw new Error('wrong result');
const error = await fitTopics(texts, { topics: 0 }).catch((caught) => caught);
if (!(error instanceof TopiklError) || !/must be a whole number/.test(error.message)) throw new Error(`wrong error: ${error}`);
console.log(`imported topikl ${version}: ${topics.map(({ label }) => label).join(' | ')}`);
JS
node use.mjs

# a fit that is large enough for threads; their number does not change a bit
cat >matrix.mjs <<'JS'
import { writeFileSync } from 'node:fs';
const [documents, terms, perDocument] = [1500, 1200, 40];
const entry = (i, p) => `${i + 1} ${((i % 7) * 150 + p * 29 + ((i * p) % 11)) % terms + 1} ${1 + (p % 3)}`;
const lines = Array.from({ length: documents * perDocument }, (_, e) => entry(Math.floor(e / perDocument), e % perDocument));
writeFileSync('X.mtx', `%%MatrixMarket matrix coordinate integer general\n${documents} ${terms} ${lines.length}\n${lines.join('\n')}\n`);
writeFileSync('terms.txt', Array.from({ length: terms }, (_, j) => `term${j}\n`).join(''));
JS
node matrix.mjs
for threads in 1 2; do npx topikl run X.mtx --vocabulary terms.txt --topics 40 --max-iterations 20 --threads "$threads" --out "out$threads" --quiet; done
cmp out1/W.npy out2/W.npy
cmp out1/H.npy out2/H.npy

cat >use.ts <<'TS'
import { type FittedTopics, fitTopics } from 'topikl';
export const fitted: Promise<FittedTopics> = fitTopics(['a text'], { topics: 2 });
TS
node "$root"/node_modules/typescript/bin/tsc --noEmit --strict --module nodenext --target es2023 --lib es2023,dom use.ts
echo 'the packed package works'
