import { useEffect, useState } from 'preact/hooks';
import { whole } from '../../sentences.js';
import { summary } from '../data/summary.js';
import { forgetLabels, isChanged, labelsFile, useLabels } from '../labels.js';
import { Explained } from '../parts/explained.js';
import { SaveCsv } from '../parts/figure.js';
import { Frame } from '../parts/frame.js';
import { saveFile } from '../parts/save-file.js';
import { TopicSearchFigure } from '../parts/topic-search-figure.js';
import { TraceFigure } from '../parts/trace-figure.js';
import { useView } from '../view.js';

/** Lines of the ledger that are listed before one asks for all. */
const LISTED_ROWS = 20;

/** Where the models come from. */
const SOURCES = {
  'KL-divergence':
    'KL-divergence NMF: Lee and Seung 2001. Without priors it is the maximum likelihood of a Poisson model of the counts, and of the model of probabilistic latent semantic analysis: Gaussier and Goutte 2005; Ding, Li and Peng 2008.',
  Frobenius: 'NMF by least squares: Paatero and Tapper 1994; Lee and Seung 2001.',
};

/** How the report was made, and what its figures mean. */
export function AboutRoom() {
  const { query } = useView();
  useEffect(() => {
    if (query.part !== undefined) document.getElementById(query.part)?.scrollIntoView();
  }, [query.part]);
  const { sentences, version, seed, node, unicode, icu, title, fingerprint, noiseTerms, config } = summary();
  const model = config.loss === 'frobenius' ? 'Frobenius' : 'KL-divergence';
  return (
    <>
      <h1 tabIndex={-1}>About this report</h1>
      <section class="prose">
        <h2>The model</h2>
        <p>{sentences.model.join(' ')}</p>
        <p>{SOURCES[model]}</p>
        <p>{sentences.convergence.join(' ')}</p>
        <TraceFigure />
      </section>
      <NumberOfTopics />
      {sentences.evaluation.length === 0 ? null : (
        <section class="prose" id="evaluation">
          <h2>How good the topics are</h2>
          <Explained sentences={sentences.evaluation} />
        </section>
      )}
      <YourChanges />
      <section class="prose">
        <h2>How to make it again</h2>
        <p>
          With topikl {version}, the seed {seed}, the same documents and the settings below, every figure is the same, on any machine. Made with Node {node},
          letters of Unicode {unicode}
          {icu === '' ? '' : `, dictionaries of ICU ${icu}`}.
        </p>
        <p>
          To cite it: <cite>{`Topics of ${title}, made by topikl ${version} (${model} NMF, seed ${seed}, model ${fingerprint.slice(0, 12)})`}</cite>.
        </p>
      </section>
      <Settings />
      <Inputs />
      <Ledger />
      {noiseTerms.length === 0 ? null : (
        <section class="prose">
          <h2>Words that tell no theme</h2>
          <p>{sentences.noise}</p>
          <p class="words">{noiseTerms.join(', ')}</p>
        </section>
      )}
      <Measures />
    </>
  );
}

function NumberOfTopics() {
  const { topicSearch, sentences } = summary();
  if (topicSearch === null) return null;
  return (
    <section class="prose">
      <h2>Why so many topics</h2>
      <p>{sentences.chosenTopics}</p>
      <TopicSearchFigure search={topicSearch} />
      <details>
        <summary>How this was measured</summary>
        {topicSearch.method.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </details>
    </section>
  );
}

function YourChanges() {
  const labels = useLabels();
  const [asked, setAsked] = useState(false);
  const said =
    labels.size === 0
      ? 'Topics can be renamed, words hidden and notes written in the room of each topic.'
      : `${labels.size === 1 ? 'One topic has' : `${whole(labels.size)} topics have`} a name, a note or hidden words of yours.`;
  return (
    <section class="prose" id="labels">
      <h2>Your names and notes</h2>
      <p>
        {said} They are kept in this browser. To pass them on, save them as a file and have <code>topikl report DIR --labels FILE</code> write them into the
        report.
      </p>
      <p class="buttons screen-only">
        <button type="button" disabled={labels.size === 0} onClick={() => saveFile('labels.json', new Blob([labelsFile()], { type: 'application/json' }))}>
          Save labels.json
        </button>
        {asked ? (
          <button
            type="button"
            onClick={() => {
              forgetLabels();
              setAsked(false);
            }}
          >
            Yes, forget them
          </button>
        ) : (
          <button type="button" disabled={!isChanged()} onClick={() => setAsked(true)}>
            Forget my changes
          </button>
        )}
      </p>
    </section>
  );
}

function Settings() {
  const rows = Object.entries(summary().config).map(([name, value]): [string, string] => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
  return (
    <section>
      <div class="heading">
        <h2>Settings</h2>
        <SaveCsv name="settings" what="the settings" rows={() => ({ header: ['setting', 'value'], rows })} />
      </div>
      <Frame name="Settings">
        <table class="plain">
          <tbody>
            {rows.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Frame>
    </section>
  );
}

function Inputs() {
  const { inputs } = summary();
  return (
    <section>
      <div class="heading">
        <h2>Inputs</h2>
        <SaveCsv
          name="inputs"
          what="the inputs"
          rows={() => ({ header: ['path', 'files', 'bytes', 'sha256'], rows: inputs.map(({ path, files, bytes, sha256 }) => [path, files, bytes, sha256]) })}
        />
      </div>
      <Frame name="Inputs">
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">Path</th>
              <th scope="col">Files</th>
              <th scope="col">Bytes</th>
              <th scope="col">SHA-256 of all paths and contents</th>
            </tr>
          </thead>
          <tbody>
            {inputs.map(({ path, files, bytes, sha256 }) => (
              <tr key={path}>
                <th scope="row">{path}</th>
                <td class="figure">{whole(files)}</td>
                <td class="figure">{whole(bytes)}</td>
                <td class="hash">{sha256}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Frame>
    </section>
  );
}

function Ledger() {
  const { ledger } = summary();
  const [all, setAll] = useState(false);
  const shown = all ? ledger.rows : ledger.rows.slice(0, LISTED_ROWS);
  return (
    <section id="ledger">
      <div class="heading">
        <h2>What was left out, and what was done to documents</h2>
        <SaveCsv
          name="ledger"
          what="the ledger"
          rows={() => ({ header: ['kind', 'id', 'reason', 'detail'], rows: ledger.rows.map(({ kind, id, reason, detail }) => [kind, id, reason, detail]) })}
        />
      </div>
      {ledger.rows.length === 0 ? <p>Nothing was left out, and nothing had to be noted.</p> : null}
      <ul class="sentences">
        {ledger.counts.map(({ kind, reason, entries }) => (
          <li key={`${kind} ${reason}`}>{`${whole(entries)} ${kind}${entries === 1 ? '' : 's'}: ${reason}`}</li>
        ))}
      </ul>
      {shown.length === 0 ? null : (
        <Frame name="Ledger">
          <table class="plain">
            <thead>
              <tr>
                <th scope="col">Kind</th>
                <th scope="col">File or document</th>
                <th scope="col">Why</th>
                <th scope="col">Detail</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ kind, id, reason, detail }, at) => (
                <tr key={at}>
                  <td>{kind}</td>
                  <td class="id">{id}</td>
                  <td>{reason}</td>
                  <td>{detail}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Frame>
      )}
      {all || ledger.rows.length <= LISTED_ROWS ? null : (
        <p>
          <button type="button" onClick={() => setAll(true)}>
            Show all {whole(ledger.rows.length)} lines
          </button>
        </p>
      )}
      {ledger.omitted === 0 ? null : <p>{whole(ledger.omitted)} further lines are in ledger.csv.</p>}
    </section>
  );
}

function Measures() {
  return (
    <section id="measures">
      <h2>What the figures are</h2>
      <dl class="measures">
        {Object.entries(summary().measures).map(([key, { name, formula, source }]) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd>
              {formula}. <span class="muted">{source}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
