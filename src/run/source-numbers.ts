/**
 * The number of the text that each document is, or is a passage of: passages of one text are no independent observations.
 *
 * @param arePassages whether the documents are passages, with their numbers behind the ids of their texts
 */
export function sourceNumbers(documents: readonly { id: string }[], arePassages: boolean): Int32Array {
  const numbers = new Int32Array(documents.length);
  const sourceOf = (i: number) => (arePassages ? (documents[i] as { id: string }).id.replace(/#\d+$/, '') : i);
  for (let i = 1; i < documents.length; i++) numbers[i] = (numbers[i - 1] as number) + (sourceOf(i) === sourceOf(i - 1) ? 0 : 1);
  return numbers;
}
