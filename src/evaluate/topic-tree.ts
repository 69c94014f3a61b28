/** Topics, joined two by two, the nearest first. */
export interface TopicTree {
  /** a topic is named by its place (0 to K − 1), what the m-th join made by K + m; the distance is the mean one (Jensen-Shannon), 0 to 1 */
  joins: { left: number; right: number; distance: number }[];
  /** places of the topics in the order in which they can be drawn without crossings */
  order: number[];
}

/** Two clusters that are joined, each named by the smallest place of its topics. */
interface Pair {
  a: number;
  b: number;
  distance: number;
}

/**
 * Topics joined to ever larger clusters: at each step the two whose topics are nearest to each other on average (UPGMA: Sokal and Michener
 * 1958). To the left is the side with the topic of the smallest place, which is the largest.
 *
 * @param distances a symmetric matrix of finite numbers ≥ 0, as of `distancesAmong`; where some are equal, places decide
 */
export function topicTree(distances: readonly Float64Array[]): TopicTree {
  const topics = distances.length;
  // what each cluster is called in the tree, and the topics in it, by the smallest of their places
  const names = Array.from({ length: topics }, (_, k) => k);
  const leaves = names.map((k) => [k]);
  const joins = nearestPairs(distances).map(({ a, b, distance }, m) => {
    const join = { left: names[a], right: names[b], distance };
    names[a] = topics + m;
    leaves[a] = [...leaves[a], ...leaves[b]];
    return join;
  });
  return { joins, order: leaves[0] ?? [] };
}

/**
 * The pairs that are joined, in the order of their distances. A chain goes from a cluster to its nearest, from there to the nearest of that
 * one and so on, until two are the nearest of each other (Benzécri 1982; Murtagh 1983): the same joins as by looking for the nearest two of
 * all each time, in time K².
 */
function nearestPairs(distances: readonly Float64Array[]): Pair[] {
  const between = distances.map((row) => row.slice());
  const sizes = new Float64Array(distances.length).fill(1);
  const heights = new Float64Array(distances.length);
  const chain: number[] = [];
  const pairs: Pair[] = [];
  while (pairs.length + 1 < distances.length) {
    if (chain.length === 0) chain.push(sizes.findIndex((size) => size > 0));
    const last = chain[chain.length - 1];
    const nearest = nearestOf(last, between[last], sizes, chain[chain.length - 2]);
    if (nearest !== chain[chain.length - 2]) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [a, b] = last < nearest ? [last, nearest] : [nearest, last];
    // rounding may put a mean a little below those of which it was made
    heights[a] = Math.max(between[a][b], heights[a], heights[b]);
    pairs.push({ a, b, distance: heights[a] });
    for (let other = 0; other < sizes.length; other++) {
      if (sizes[other] === 0 || other === a || other === b) continue;
      between[a][other] = between[other][a] = (sizes[a] * between[a][other] + sizes[b] * between[b][other]) / (sizes[a] + sizes[b]);
    }
    sizes[a] += sizes[b];
    sizes[b] = 0;
  }
  // sort() keeps the order of equals, in which what is joined comes before what it is joined to
  return pairs.sort((p, q) => p.distance - q.distance);
}

/**
 * The cluster that is nearest to one.
 *
 * @param sizes 0 for those that are no more
 * @param previous in the chain, which is taken where another is as near, so that the chain ends
 */
function nearestOf(cluster: number, distances: Float64Array, sizes: Float64Array, previous: number | undefined): number {
  let nearest = previous ?? -1;
  for (let other = 0; other < sizes.length; other++) {
    if (other === cluster || sizes[other] === 0) continue;
    if (nearest < 0 || distances[other] < distances[nearest]) nearest = other;
  }
  return nearest;
}
