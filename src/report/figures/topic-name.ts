import { type Drawing, draw, textAt } from './drawing.js';
import { cutText, estimatedWidth } from './estimated-text.js';

const SIZE = 12;
const GAP = 6;

/** Where names of topics stand, and how they look. */
interface NamePlace {
  /** left edge and baseline */
  x: number;
  y: number;
  /** for number and label together; the label is cut to it */
  width: number;
  /** how many topics there are, so that numbers stand below each other */
  topics: number;
  kind?: 'ink' | 'accent';
  /** address of the topic */
  href?: string | undefined;
}

/** A topic's number and label. @param k its place */
export function topicName(k: number, label: string, { x, y, width, topics, kind = 'ink', href }: NamePlace): Drawing {
  const numbers = estimatedWidth('0'.repeat(Math.max(2, String(topics).length)), SIZE);
  const number = textAt(x + numbers, y, kind === 'ink' ? 'muted' : kind, SIZE, String(k + 1), { 'text-anchor': 'end' });
  const name = textAt(x + numbers + GAP, y, kind, SIZE, cutText(label, width - numbers - GAP, SIZE));
  return href === undefined ? draw('g', {}, number, name) : draw('a', { href }, number, name);
}
