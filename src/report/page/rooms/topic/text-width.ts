const families = new Map<string, string>();
let context: CanvasRenderingContext2D | null | undefined;

/** Width of a line of text in pixels. @param family of the page's */
export function textWidth(text: string, size: number, family: 'serif' | 'sans', weight = 400): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) return 0.55 * size * text.length;
  const names = families.get(family) ?? getComputedStyle(document.documentElement).getPropertyValue(`--${family}`);
  families.set(family, names);
  context.font = `${weight} ${size}px ${names}`;
  return context.measureText(text).width;
}
