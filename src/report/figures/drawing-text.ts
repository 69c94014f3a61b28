import { escapeHtml } from '../escape-html.js';
import type { Drawing } from './drawing.js';

/** How classes look where no style sheet is: the text's colour with some of the paper let through, and an accent for white and for black. */
export const LOOKS: Readonly<Record<string, Drawing['attributes']>> = {
  drawing: { 'font-family': 'system-ui, sans-serif' },
  ink: { fill: 'currentColor' },
  muted: { fill: 'currentColor', 'fill-opacity': 0.65 },
  accent: { fill: '#c8502f' },
  band: { fill: 'currentColor', 'fill-opacity': 0.15 },
  dot: { fill: 'currentColor', 'fill-opacity': 0.35 },
  dots: { fill: 'none', stroke: 'currentColor', 'stroke-opacity': 0.35, 'stroke-linecap': 'round' },
  line: { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.3 },
  rule: { fill: 'none', stroke: 'currentColor', 'stroke-opacity': 0.25, 'stroke-width': 1 },
  'accent-line': { fill: 'none', stroke: '#c8502f', 'stroke-width': 1.3 },
};
/** What XML has no place for. */
const NO_CHARACTERS = /[\p{Cs}\ufffe\uffff]/gu;
/** What Markdown would read, were the drawing not in a block of HTML. */
const MARKDOWN = /[\\`*_[\]~|$@]/g;

/** A drawing as SVG in one line, for Markdown: with its looks instead of classes, without links, and nothing in it is markup but its elements. */
export function drawingText(drawing: Drawing): string {
  const [, , width = 0, height = 0] = String(drawing.attributes.viewBox).split(' ');
  return element(drawing, { xmlns: 'http://www.w3.org/2000/svg', width, height });
}

function element({ tag, attributes, children }: Drawing, more: Drawing['attributes'] = {}): string {
  const content = children.map((child) => (typeof child === 'string' ? plain(child) : element(child))).join('');
  if (tag === 'a') return content;
  const { class: kind, ...own } = attributes;
  const all = Object.entries({ ...more, ...LOOKS[String(kind)], ...own }).map(([name, value]) => ` ${name}="${plain(String(value))}"`);
  return content === '' ? `<${tag}${all.join('')}/>` : `<${tag}${all.join('')}>${content}</${tag}>`;
}

function plain(text: string): string {
  return escapeHtml(text.replace(NO_CHARACTERS, '\ufffd')).replace(MARKDOWN, (sign) => `&#${sign.charCodeAt(0)};`);
}
