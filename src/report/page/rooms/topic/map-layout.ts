import { cutToWidth } from './cut-to-width.js';
import { type Box, type Circle, freePlace, placesRound } from './free-place.js';

/** A topic on the map, in pixels. */
export interface Disc extends Circle {
  topic: number;
}

/** Share of the drawing that all discs cover, were they beside each other. */
const COVERED = 0.17;
const LEAST_RADIUS = 2.5;
const MARGIN = 6;
const LEAST_SHAPE = 0.55;

/**
 * The topics as discs in a drawing of such a width: their areas are their shares, both directions have one scale.
 *
 * @returns with the radius of a disc that were all of the whole
 */
export function discs(
  topics: readonly { topic: number; place: readonly [number, number]; prevalence: number }[],
  width: number,
): { height: number; all: Disc[]; whole: number } {
  const [xs, ys] = [topics.map(({ place }) => place[0]), topics.map(({ place }) => place[1])];
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const shape = Math.min(1, Math.max(LEAST_SHAPE, right > left ? (top - bottom) / (right - left) : 1));
  const whole = Math.sqrt((COVERED * width * width * shape) / Math.PI);
  const radii = topics.map(({ prevalence }) => Math.max(LEAST_RADIUS, whole * Math.sqrt(prevalence)));
  const pad = MARGIN + Math.max(...radii);
  const inner = width - 2 * pad;
  const height = Math.round(inner * shape + 2 * pad);
  const scale = Math.min(inner / (right - left || 1), (height - 2 * pad) / (top - bottom || 1));
  const all = topics.map(({ topic }, k) => ({
    topic,
    x: width / 2 + scale * ((xs[k] as number) - (left + right) / 2),
    y: height / 2 - scale * ((ys[k] as number) - (bottom + top) / 2),
    radius: radii[k] as number,
  }));
  return { height, all, whole };
}

/** A number or name on the map, at the beginning of its baseline. */
export interface Label {
  topic: number;
  text: string;
  x: number;
  y: number;
  isName: boolean;
  /** on its disc */
  isInside: boolean;
}

const NUMBER_SIZE = 11;
const NAME_SIZE = 12;
/** Shares of the width that a name takes at most, one after the other until there is room. */
const NAME_SHARES = [0.42, 0.3, 0.22];

/**
 * What is written on the map without anything meeting: the numbers of the topics that count first, then those of the others as far as there is
 * room, then the names of the first where
 * they cover no disc.
 *
 * @param first topics, that which is shown and its nearest
 * @param widthOf a line of text in pixels
 */
export function labels(
  all: readonly Disc[],
  { width, height }: { width: number; height: number },
  first: readonly number[],
  nameOf: (topic: number) => string,
  widthOf: (text: string, size: number) => number,
): Label[] {
  const within: Box = { x: 0, y: 0, width, height };
  const taken: Box[] = [];
  const written: Label[] = [];
  const order = [...all].sort((a, b) => rank(first, a.topic) - rank(first, b.topic) || b.radius - a.radius || a.topic - b.topic);
  for (const disc of order) {
    const text = String(disc.topic);
    const size = { width: widthOf(text, NUMBER_SIZE), height: NUMBER_SIZE };
    const inside = { x: disc.x - size.width / 2, y: disc.y - size.height / 2, ...size };
    const fits = size.width + 3 <= 2 * disc.radius;
    const box = freePlace(fits ? [inside] : placesRound(disc, size.width, size.height), within, taken);
    if (box === undefined) continue;
    taken.push(box);
    written.push({ topic: disc.topic, text, x: box.x, y: box.y + size.height - 1.5, isName: false, isInside: box === inside });
  }
  const nameWidth = (text: string) => widthOf(text, NAME_SIZE);
  // the name of the one that is shown stands over the page, so it comes last
  for (const topic of [...first.slice(1), ...first.slice(0, 1)]) {
    const disc = all.find((one) => one.topic === topic) as Disc;
    for (const share of NAME_SHARES) {
      const text = cutToWidth(nameOf(topic), share * width, nameWidth);
      const box = freePlace(placesRound(disc, nameWidth(text), NAME_SIZE + 2), within, taken, all);
      if (box === undefined) continue;
      taken.push(box);
      written.push({ topic, text, x: box.x, y: box.y + NAME_SIZE - 1, isName: true, isInside: false });
      break;
    }
  }
  return written;
}

function rank(first: readonly number[], topic: number): number {
  const at = first.indexOf(topic);
  return at < 0 ? first.length : at;
}

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** The topic that an arrow key leads to: the nearest in that direction, the same where there is none; undefined for other keys. */
export function neighbourTowards(all: readonly Disc[], from: number, key: string): number | undefined {
  const direction = DIRECTIONS[key];
  const start = all.find(({ topic }) => topic === from);
  if (direction === undefined || start === undefined) return undefined;
  let best = from;
  let least = Number.POSITIVE_INFINITY;
  for (const { topic, x, y } of all) {
    const [dx, dy] = [x - start.x, y - start.y];
    const along = dx * direction[0] + dy * direction[1];
    const aside = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0]);
    // within 45 degrees; what is straight ahead before what is askew
    if (topic === from || along <= 0 || aside > along) continue;
    if (along + aside < least) {
      least = along + aside;
      best = topic;
    }
  }
  return best;
}
