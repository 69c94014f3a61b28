/* A rank of a fit, in a thread of its own: what `all ranks have the same bits` runs. */
import { parentPort, workerData } from 'node:worker_threads';
import { fitOnline } from '../../src/factorize/online/fit-online.js';
import { Random } from '../../src/math/random.js';
import { shardsOf } from '../../src/matrix/shard-cut.js';
import { plantTopics } from './planted-topics.js';
import { ThreadRanks } from './thread-ranks.js';

const { rank, size, shared, scratch, collection, settings, cost } = workerData;
const [documents, terms, topics, length, seed] = collection as [number, number, number, number, number];
const { X } = plantTopics(documents, terms, topics, length, new Random(seed));
const { trace, ...fit } = await fitOnline(shardsOf(X, cost), settings, { scratch, communicator: new ThreadRanks(rank, size, shared) });
parentPort?.postMessage({ ...fit, trace: trace.map(({ seconds: _, ...row }) => row) });
