/** Files that other commands than run make of the topics of a run: they go when the topics are made anew. */
export const MADE_OF_TOPICS = ['evaluation.json', 'evaluation.csv'];
