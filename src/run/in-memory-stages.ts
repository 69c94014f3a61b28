import { writeNpy } from '../matrix/npy.js';
import { documentTopicsCsv, misfitCsv, topicSummaryCsv, topicsCsv, traceCsv } from '../report/tables.js';
import type { RoundedFactors } from '../topics/topic-model.js';
import { loadFactors } from './artifacts.js';
import { CHECKPOINT_SECONDS, readCheckpoint, writeCheckpoint } from './checkpoint-file.js';
import type { RunConfig } from './config.js';
import { quotesTexts } from './count-stage.js';
import type { CountedCollection } from './counted-collection.js';
import { type DescribedTopics, describeTopics, TOP_TERMS } from './describe-topics.js';
import { type FitSummary, fitModel, type ModelSettings } from './fit-model.js';
import type { Manifest } from './manifest.js';
import { modelSettings } from './model-settings.js';
import type { ModelStages } from './model-stages.js';
import { documentTexts } from './page-texts.js';
import type { RunHooks } from './progress.js';
import type { RunFolder } from './run-folder.js';
import type { StageWriter } from './stage-writer.js';
import { withFoundLabels, withWordedLabels } from './worded-labels.js';
import type { ReportTopics } from './write-report.js';

/** Counts and fit in memory. */
export class InMemoryStages implements ModelStages {
  readonly settings = { fit: {}, topics: {} };
  private readonly folder: RunFolder;
  private readonly config: RunConfig;
  private readonly collection: () => Promise<CountedCollection>;
  private readonly model: Pick<ModelSettings, 'topics' | 'init'>;
  private readonly hooks: RunHooks;
  private factors: RoundedFactors | undefined;

  /** @param collection asked for only where a stage needs it */
  constructor(
    folder: RunFolder,
    config: RunConfig,
    collection: () => Promise<CountedCollection>,
    model: Pick<ModelSettings, 'topics' | 'init'>,
    hooks: RunHooks,
  ) {
    this.folder = folder;
    this.config = config;
    this.collection = collection;
    this.model = model;
    this.hooks = hooks;
  }

  async fit(writer: StageWriter): Promise<FitSummary> {
    const { config, hooks, folder, model } = this;
    const counts = await this.collection();
    const fit = await fitModel(
      counts.X,
      { ...modelSettings(config), ...model },
      {
        threads: config.threads,
        onIteration: (iteration, last) => hooks.onProgress?.({ stage: 'fitting', iteration, maxIterations: config.maxIterations, last }),
        onStart: (start, starts) => hooks.onProgress?.({ stage: 'starting', start, starts }),
        signal: hooks.signal,
        communicator: hooks.communicator,
        checkpoint: { seconds: CHECKPOINT_SECONDS, write: (state) => writeCheckpoint(folder.path, writer.fingerprint, state) },
        resume: readCheckpoint(folder.path, writer.fingerprint),
      },
    );
    // one copy of the counts is enough: that in the memory of the fit
    counts.X = fit.X;
    this.factors = fit.factors;
    writer.writeBytes('W.npy', writeNpy({ rows: fit.factors.documents, columns: model.topics, values: fit.factors.W }));
    writer.writeBytes('H.npy', writeNpy({ rows: model.topics, columns: fit.factors.terms, values: fit.factors.H }));
    writer.write('trace.csv', traceCsv(fit.trace));
    const { communicator } = hooks;
    if (communicator !== undefined && communicator.size > 1) {
      folder.manifest.ranks = { size: communicator.size, fit: fit.ranks, communicationSeconds: communicator.seconds };
      if (fit.ranks === 1) hooks.onProgress?.({ stage: 'alone', ranks: communicator.size });
    }
    return fit.summary;
  }

  async describe(writer: StageWriter): Promise<ReportTopics> {
    const { config, folder } = this;
    const collection = await this.collection();
    const { documents } = collection;
    const plain = await this.described(collection);
    const result = quotesTexts(config) ? await withWordedLabels(collection, plain, documentTexts(folder.path, documents), config) : plain;
    writer.write('topics.csv', topicsCsv(result.descriptions));
    writer.write('topic-summary.csv', topicSummaryCsv(result.descriptions, TOP_TERMS));
    const ids = documents.map(({ id }) => id);
    writer.write('document-topics.csv', documentTopicsCsv(ids, result.model));
    writer.write('misfit.csv', misfitCsv(documents, result.misfit));
    folder.manifest.misfit = result.misfit.scale;
    return { collection, ...result };
  }

  async load(): Promise<ReportTopics> {
    const collection = await this.collection();
    return { collection, ...withFoundLabels(this.folder.path, await this.described(collection)) };
  }

  private described(collection: CountedCollection): Promise<DescribedTopics> {
    const { folder, config } = this;
    this.factors ??= loadFactors(folder.path);
    return describeTopics(collection, this.factors, { loss: config.loss, ...(folder.manifest.fit as NonNullable<Manifest['fit']>) });
  }
}
