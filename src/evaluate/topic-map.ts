/** A place on a map, x then y. */
export type Place = [x: number, y: number];

/** Most steps of the start and of the improvement; both end earlier where they no longer change anything. */
const START_STEPS = 300;
const STRESS_STEPS = 300;
/** Relative fall of the stress below which it is at its end, and change of a direction's components below which that is. */
const STRESS_TOLERANCE = 1e-7;
const DIRECTION_TOLERANCE = 1e-12;
/** Distance, as a share of the mean one, below which places are the same; and how far one is moved from the other. */
const SAME_PLACE = 1e-9;
const STEP_ASIDE = 1e-3;

/**
 * A map on which topics are about as far from each other as they are in truth: classical scaling (Torgerson 1952), then stress majorisation
 * with equal weights (SMACOF: de Leeuw 1977), which brings Σ (distance on the map − distance)² down until it falls no more.
 *
 * @param distances a symmetric matrix of finite numbers ≥ 0, with zeros on the diagonal
 * @returns places between −1 and 1, in the middle; one scale for both axes. Nothing is said by the axes themselves
 */
export function topicMap(distances: readonly Float64Array[]): Place[] {
  const places = classicalScaling(distances);
  separate(places, distances);
  majorise(places, distances);
  return fitted(places);
}

/** Coordinates along the two main axes of the points that have such distances. */
function classicalScaling(distances: readonly Float64Array[]): Place[] {
  const products = innerProducts(distances);
  const axes = mainAxes(products);
  return products.map((_, i): Place => [axes[0][i], axes[1][i]]);
}

/** −½ J D² J, J the centring matrix: inner products of points around their mean. */
function innerProducts(distances: readonly Float64Array[]): Float64Array[] {
  const squares = distances.map((row) => row.map((distance) => distance * distance));
  const means = squares.map((row) => sum(row) / row.length);
  const mean = sum(means) / means.length;
  return squares.map((row, i) => row.map((square, j) => (means[i] + means[j] - square - mean) / 2));
}

/** The two eigenvectors of largest eigenvalue, each times its root, by orthogonal iteration; of fewer dimensions 0. */
function mainAxes(products: readonly Float64Array[]): [Float64Array, Float64Array] {
  // what lies furthest out, so that the order of the topics does not matter
  let a = unit(products[furthest(products.map((row, i) => row[i]))] as Float64Array);
  const beside = products.map((row) => {
    const across = without(row, a);
    return dot(across, across);
  });
  let b = unit(without(products[furthest(beside)] as Float64Array, a));
  for (let step = 0; step < START_STEPS; step++) {
    const nextA = unit(times(products, a));
    const nextB = unit(without(times(products, b), nextA));
    const change = Math.max(...difference(a, nextA), ...difference(b, nextB));
    [a, b] = [nextA, nextB];
    if (change < DIRECTION_TOLERANCE) break;
  }
  // the axes within the plane that they span: eigenvectors of a symmetric 2 × 2 matrix
  const [ofA, ofB] = [times(products, a), times(products, b)];
  const [p, q, r] = [dot(a, ofA), dot(a, ofB), dot(b, ofB)];
  const root = Math.sqrt(((p - r) / 2) * ((p - r) / 2) + q * q);
  const [first, second] = [(p + r) / 2 + root, (p + r) / 2 - root];
  let [cosine, sine] = p >= r ? [root + (p - r) / 2, q] : [q, root + (r - p) / 2];
  const norm = Math.sqrt(cosine * cosine + sine * sine);
  [cosine, sine] = norm === 0 ? [1, 0] : [cosine / norm, sine / norm];
  const axis = (u: number, v: number, eigenvalue: number) => a.map((x, i) => Math.sqrt(Math.max(0, eigenvalue)) * (u * x + v * b[i]));
  return [axis(cosine, sine, first), axis(-sine, cosine, second)];
}

/** Moves places that fell together aside where their topics are not the same: stress majorisation would never part them. */
function separate(places: Place[], distances: readonly Float64Array[]): void {
  const mean = sum(distances.map((row) => sum(row))) / Math.max(1, places.length * (places.length - 1));
  for (const [i, place] of places.entries()) {
    const isTogether = places.some((other, j) => j < i && distances[i][j] > 0 && between(place, other) < SAME_PLACE * mean);
    if (!isTogether) continue;
    // evenly over a square, whatever their number
    place[0] += STEP_ASIDE * mean * (((i + 1) * 0.618_033_988_75) % 1);
    place[1] += STEP_ASIDE * mean * (((i + 1) * 0.414_213_562_37) % 1);
  }
}

function majorise(places: Place[], distances: readonly Float64Array[]): void {
  const n = places.length;
  let before = Number.POSITIVE_INFINITY;
  for (let step = 0; step < STRESS_STEPS; step++) {
    const next = places.map((): Place => [0, 0]);
    let stress = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        const [dx, dy] = [places[i][0] - places[j][0], places[i][1] - places[j][1]];
        const distance = Math.sqrt(dx * dx + dy * dy);
        stress += (distance - distances[i][j]) * (distance - distances[i][j]);
        const pull = distance === 0 ? 0 : distances[i][j] / distance / n;
        next[i][0] += pull * dx;
        next[i][1] += pull * dy;
        next[j][0] -= pull * dx;
        next[j][1] -= pull * dy;
      }
    }
    // also where it is 0
    if (!(before - stress > STRESS_TOLERANCE * stress)) return;
    before = stress;
    for (let i = 0; i < n; i++) places[i] = next[i];
  }
}

/** In the middle of the square from −1 to 1, the first topic in its upper right quarter. */
function fitted(places: readonly Place[]): Place[] {
  const middle: number[] = [];
  let half = 0;
  for (const axis of [0, 1] as const) {
    const values = places.map((place) => place[axis]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    middle.push((least + most) / 2);
    half = Math.max(half, (most - least) / 2);
  }
  // rounding may lead beyond
  const scaled = (place: Place, axis: 0 | 1) => (half === 0 ? 0 : Math.max(-1, Math.min(1, (place[axis] - middle[axis]) / half)));
  const signs = [0, 1].map((axis) => (places[0] !== undefined && scaled(places[0], axis as 0 | 1) < 0 ? -1 : 1));
  return places.map((place): Place => [signs[0] * scaled(place, 0) + 0, signs[1] * scaled(place, 1) + 0]);
}

function sum(values: ArrayLike<number>): number {
  let all = 0;
  for (let i = 0; i < values.length; i++) all += values[i];
  return all;
}

function dot(a: Float64Array, b: Float64Array): number {
  let all = 0;
  for (let i = 0; i < a.length; i++) all += a[i] * b[i];
  return all;
}

function times(matrix: readonly Float64Array[], vector: Float64Array): Float64Array {
  return Float64Array.from(matrix, (row) => dot(row, vector));
}

/** A vector of length 1 in the same direction; 0 stays 0. */
function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** The part of a vector that is at right angles to a unit vector; twice, for rounding. */
function without(vector: Float64Array, direction: Float64Array): Float64Array {
  const subtract = (from: Float64Array) => {
    const along = dot(from, direction);
    return from.map((value, i) => value - along * direction[i]);
  };
  return subtract(subtract(vector));
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => Math.abs(value - b[i]));
}

function between(a: Place, b: Place): number {
  return Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]));
}

/** The index of the largest value; the first of several. */
function furthest(values: readonly number[]): number {
  let best = 0;
  for (const [i, value] of values.entries()) if (value > values[best]) best = i;
  return best;
}
