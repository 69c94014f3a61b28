/** A rectangle of a drawing, by its left upper corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Circle {
  x: number;
  y: number;
  radius: number;
}

/** The first of several places for a label that lies within a drawing and meets nothing that is there already. */
export function freePlace(places: readonly Box[], within: Box, taken: readonly Box[], circles: readonly Circle[] = []): Box | undefined {
  return places.find((place) => isInside(place, within) && !taken.some((other) => meet(place, other)) && !circles.some((circle) => meetsCircle(place, circle)));
}

function isInside(box: Box, within: Box): boolean {
  return box.x >= within.x && box.y >= within.y && box.x + box.width <= within.x + within.width && box.y + box.height <= within.y + within.height;
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function meetsCircle(box: Box, { x, y, radius }: Circle): boolean {
  const dx = x - Math.min(Math.max(x, box.x), box.x + box.width);
  const dy = y - Math.min(Math.max(y, box.y), box.y + box.height);
  return dx * dx + dy * dy < radius * radius;
}

/** Places for a label round a disc, the best first: right of it, left, below, above, then askew. */
export function placesRound({ x, y, radius }: Circle, width: number, height: number): Box[] {
  const gap = 4;
  const box = (left: number, top: number): Box => ({ x: left, y: top, width, height });
  const askew = 0.72 * radius + 1;
  return [
    box(x + radius + gap, y - height / 2),
    box(x - radius - gap - width, y - height / 2),
    box(x - width / 2, y + radius + 1),
    box(x - width / 2, y - radius - 1 - height),
    box(x + askew, y + askew),
    box(x + askew, y - askew - height),
    box(x - askew - width, y + askew),
    box(x - askew - width, y - askew - height),
  ];
}
