import { useEffect, useState } from 'preact/hooks';

/*
 * The word that one points at among the bars: the map shows in which topics it is. Only the map follows, since to rank words anew takes time.
 */

export interface PointedTerm {
  term: string;
  /** of its occurrences that belong to each topic, 0 to 1 */
  shares: Float64Array;
}

let pointed: PointedTerm | undefined;
const followers = new Set<(pointed: PointedTerm | undefined) => void>();

/** @param term undefined when one points at none */
export function pointAt(term: PointedTerm | undefined): void {
  pointed = term;
  for (const follow of followers) follow(pointed);
}

/** What one points at, now and later. */
export function usePointedTerm(): PointedTerm | undefined {
  const [current, setCurrent] = useState(pointed);
  useEffect(() => {
    setCurrent(pointed);
    followers.add(setCurrent);
    return () => void followers.delete(setCurrent);
  }, []);
  return current;
}
