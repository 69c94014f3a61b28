import { saveFile } from './save-file.js';

/** Properties that a drawing has from the page's styles, and needs where it stands alone. */
const PROPERTIES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-linecap',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
];
/** Pixels around a drawing. */
const MARGIN = 16;
/** Pixels of a PNG for one of the page. */
const SCALE = 2;

/** What is pressed, and says where: nothing of a drawing that stands alone. */
const CONTROLS = '[role="button"]';
const CONTROL_ATTRIBUTES = ['href', 'tabindex', 'role', 'aria-label', 'aria-hidden', 'class'];

/** Of the file, in pixels. */
function sizeOf(svg: SVGSVGElement): { width: number; height: number } {
  const { width, height } = svg.getBoundingClientRect();
  return { width: width + 2 * MARGIN, height: height + 2 * MARGIN };
}

/** The drawing as a file of its own, with the colours and letters that it has on the page. */
function svgText(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [from, to] = [
    [svg, ...svg.querySelectorAll('*')],
    [copy, ...copy.querySelectorAll('*')],
  ];
  const label = svg.getAttribute('aria-label');
  from.forEach((element, at) => {
    const style = getComputedStyle(element);
    // most are inherited
    const above = element === svg ? undefined : getComputedStyle(element.parentElement as Element);
    for (const name of PROPERTIES) {
      const value = style.getPropertyValue(name);
      if (name === 'opacity' ? value !== '1' : value !== above?.getPropertyValue(name)) to[at]?.setAttribute(name, value);
      else to[at]?.removeAttribute(name);
    }
    for (const name of CONTROL_ATTRIBUTES) to[at]?.removeAttribute(name);
    if (element.matches(CONTROLS)) to[at]?.setAttribute('data-control', '');
  });
  for (const control of copy.querySelectorAll('[data-control]')) control.remove();
  if (label !== null) copy.setAttribute('aria-label', label);
  const { width, height } = sizeOf(svg);
  const scale = (svg.viewBox.baseVal.width || width) / (width - 2 * MARGIN);
  const { x, y } = svg.viewBox.baseVal;
  const [left, top] = [x - MARGIN * scale, y - MARGIN * scale];
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('viewBox', `${left} ${top} ${width * scale} ${height * scale}`);
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ x: left, y: top, width: '100%', height: '100%', fill: getComputedStyle(document.body).backgroundColor }))
    paper.setAttribute(name, String(value));
  copy.prepend(paper);
  return new XMLSerializer().serializeToString(copy);
}

export function saveSvg(svg: SVGSVGElement, name: string): void {
  saveFile(`${name}.svg`, new Blob([svgText(svg)], { type: 'image/svg+xml' }));
}

export async function savePng(svg: SVGSVGElement, name: string): Promise<void> {
  const { width, height } = sizeOf(svg);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(SCALE * width);
  canvas.height = Math.ceil(SCALE * height);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const content = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (content !== null) saveFile(`${name}.png`, content);
}
