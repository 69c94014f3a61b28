import { deserialize, serialize } from 'node:v8';
import type { Communicator } from './communicator.js';

/** Tells all other ranks what to do next. They wait for it with `awaitTask`. */
export function giveTask(communicator: Communicator, task: object): void {
  const bytes = serialize(task);
  for (let rank = 1; rank < communicator.size; rank++) communicator.send(rank, bytes);
}

/** What rank 0 wants this rank to do next. */
export async function awaitTask<Task>(communicator: Communicator): Promise<Task> {
  return deserialize(await communicator.receive(0)) as Task;
}
