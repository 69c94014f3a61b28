import { availableParallelism } from 'node:os';
import { ArtifactError } from '../../errors/errors.js';
import { loadH } from '../artifacts.js';
import type { RunConfig } from '../config.js';
import type { FitFacts } from '../describe-topics.js';
import type { FitSummary } from '../fit-model.js';
import { type Manifest, stageFingerprint } from '../manifest.js';
import type { ModelStages } from '../model-stages.js';
import { breather, type RunHooks } from '../progress.js';
import type { RunFolder } from '../run-folder.js';
import type { StageWriter } from '../stage-writer.js';
import type { ReportTopics } from '../write-report.js';
import { fitFromDisk, removeMixtures } from './fit-from-disk.js';
import type { LargeCollection } from './large-collection.js';
import { SAMPLE_DOCUMENTS } from './sample.js';
import { loadSampledTopics, writeSampledTopics } from './sampled-topics.js';
import { removeShards } from './stored-counts.js';
import { WeightFile } from './weight-file.js';
import { writeFactors } from './write-factors.js';

/** Counts on disk, gone through in blocks. */
export class OnDiskStages implements ModelStages {
  readonly settings: ModelStages['settings'];
  private readonly folder: RunFolder;
  private readonly config: RunConfig;
  private readonly collection: () => Promise<LargeCollection>;
  private readonly topics: number;
  private readonly hooks: RunHooks;
  private readonly sampleDocuments: number;

  /**
   * @param collection asked for only where a stage needs it
   * @param sampleDocuments most that the report holds
   */
  constructor(
    folder: RunFolder,
    config: RunConfig,
    collection: () => Promise<LargeCollection>,
    topics: number,
    hooks: RunHooks,
    sampleDocuments = SAMPLE_DOCUMENTS,
  ) {
    this.folder = folder;
    this.config = config;
    this.collection = collection;
    this.topics = topics;
    this.hooks = hooks;
    this.sampleDocuments = sampleDocuments;
    this.settings = { fit: { solver: 'online', counts: 'on disk' }, topics: { sampleDocuments } };
  }

  async fit(writer: StageWriter): Promise<FitSummary> {
    const { folder, config, topics, hooks } = this;
    const counts = stageFingerprint(folder.manifest, 'count');
    const fit = await fitFromDisk(folder.path, await this.collection(), { topics, counts, fingerprint: writer.fingerprint }, config, hooks);
    try {
      const { communicator } = hooks;
      if (communicator !== undefined && communicator.size > 1) {
        folder.manifest.ranks = { size: communicator.size, fit: communicator.size, communicationSeconds: communicator.seconds };
      }
      const summary = writeFactors(writer, fit);
      // not where that failed: a checkpoint needs them
      removeMixtures(folder.path);
      return summary;
    } finally {
      fit.weights.close();
    }
  }

  async describe(writer: StageWriter): Promise<ReportTopics> {
    const { folder, config, hooks, sampleDocuments } = this;
    const { manifest, path } = folder;
    const collection = await this.collection();
    const { length } = collection.documents;
    const H = loadH(path);
    const weights = WeightFile.ofNpy(folder.file('W.npy'), length, H.topics);
    const breathe = breather(hooks.signal, 'while the mixtures of the documents were inferred');
    const onDocuments = async (documents: number) => {
      hooks.onProgress?.({ stage: 'describing', documents, totalDocuments: length });
      await breathe();
    };
    try {
      const options = { threads: config.threads ?? availableParallelism(), sampleDocuments, onDocuments };
      return await writeSampledTopics(writer, { folder: path, config, manifest }, collection, { ...H, weights }, this.facts(), options);
    } catch (error) {
      if (error instanceof ArtifactError && error.shard !== undefined) removeShards(path);
      throw error;
    } finally {
      weights.close();
    }
  }

  load(): Promise<ReportTopics> {
    return loadSampledTopics(this.folder.path, this.folder.manifest, this.facts());
  }

  private facts(): FitFacts {
    return { loss: this.config.loss, ...(this.folder.manifest.fit as NonNullable<Manifest['fit']>) };
  }
}
