import { describe, expect, it } from 'vitest';
import { Random } from '../../../../../../src/math/random.js';
import { discs, type Label, labels, neighbourTowards } from '../../../../../../src/report/page/rooms/topic/map-layout.js';

const WIDTH = 400;
/** Letters that are all half as wide as they are high. */
const widthOf = (text: string, size: number) => 0.5 * size * text.length;

function topicsAt(places: readonly [number, number][], shares = places.map(() => 1 / places.length)) {
  return places.map((place, k) => ({ topic: k + 1, place, prevalence: shares[k] as number }));
}

function randomPlaces(many: number): [number, number][] {
  const random = new Random(7);
  return Array.from({ length: many }, () => [2 * random.uniform() - 1, 2 * random.uniform() - 1]);
}

describe('discs', () => {
  it('has one scale for both directions, up to a shape that is not too flat', () => {
    const { height, all } = discs(
      topicsAt([
        [-1, 0],
        [1, 0],
        [0, 0.6],
      ]),
      WIDTH,
    );
    const [a, b, c] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0]];
    expect((b.x - a.x) / 2).toBeCloseTo((a.y - c.y) / 0.6, 6);
    expect(height).toBeLessThan(WIDTH);
  });

  it('has areas in proportion to shares, whole discs within the drawing', () => {
    const { height, all } = discs(
      topicsAt(
        [
          [-1, -1],
          [1, 1],
          [-1, 1],
          [1, -1],
        ],
        [0.5, 0.3, 0.15, 0.05],
      ),
      WIDTH,
    );
    const [first, , , last] = all;
    expect(((first?.radius ?? 0) / (last?.radius ?? 1)) ** 2).toBeCloseTo(10, 6);
    for (const { x, y, radius } of all) {
      expect(x - radius).toBeGreaterThanOrEqual(0);
      expect(x + radius).toBeLessThanOrEqual(WIDTH);
      expect(y - radius).toBeGreaterThanOrEqual(0);
      expect(y + radius).toBeLessThanOrEqual(height);
    }
  });

  it.each([
    [[[0, 0]]],
    [
      [
        [0, 0],
        [0, 0],
      ],
    ],
    [
      [
        [0.5, -1],
        [0.5, 1],
      ],
    ],
  ])('draws places that have no extent: %j', (places) => {
    for (const { x, y } of discs(topicsAt(places as [number, number][]), WIDTH).all) expect(Number.isFinite(x + y)).toBe(true);
  });
});

describe('labels', () => {
  const boxes = (written: readonly Label[]) => written.map(({ text, x, y, isName }) => ({ x, y, width: widthOf(text, isName ? 12 : 11), height: 11 }));

  it('writes nothing over anything else, and the first topics whatever the others do', () => {
    const { height, all } = discs(topicsAt(randomPlaces(400)), WIDTH);
    const written = labels(all, { width: WIDTH, height }, [7, 300, 12], (topic) => `name of ${topic}`, widthOf);
    const drawn = boxes(written);
    const meeting = drawn.filter((a, i) => drawn.some((b, l) => l < i && a.x < b.x + b.width && b.x < a.x + a.width && Math.abs(a.y - b.y) < a.height - 2));
    expect(meeting).toEqual([]);
    expect(drawn.filter(({ x, width }) => x < 0 || x + width > WIDTH)).toEqual([]);
    expect(written.slice(0, 3).map(({ text }) => text)).toEqual(['7', '300', '12']);
    expect(written.length).toBeLessThan(400);
  });

  it('writes no name over a disc, and the names of the nearest before that of the topic itself', () => {
    const { height, all } = discs(topicsAt(randomPlaces(30)), WIDTH);
    const names = labels(all, { width: WIDTH, height }, [1, 2, 3, 4], (topic) => `name of ${topic}`, widthOf).filter(({ isName }) => isName);
    expect(names.length).toBeGreaterThan(1);
    expect(names.map(({ topic }) => topic)).toEqual(names.map(({ topic }) => topic).toSorted((a, b) => ((a + 2) % 4) - ((b + 2) % 4)));
    for (const { text, x, y } of names) {
      const covered = all.filter((disc) => {
        const [left, right, top, bottom] = [x, x + widthOf(text, 12), y - 11, y + 3];
        const dx = disc.x - Math.min(Math.max(disc.x, left), right);
        const dy = disc.y - Math.min(Math.max(disc.y, top), bottom);
        return Math.sqrt(dx * dx + dy * dy) < disc.radius - 0.001;
      });
      expect(covered).toEqual([]);
    }
  });

  it('puts a number on its disc where it has room, and cuts names that are long', () => {
    const { height, all } = discs(
      topicsAt(
        [
          [-1, 0],
          [1, 0],
        ],
        [0.9, 0.1],
      ),
      WIDTH,
    );
    const written = labels(all, { width: WIDTH, height }, [2], () => 'x'.repeat(300), widthOf);
    expect(written.filter(({ isName }) => !isName).map(({ isInside }) => isInside)).toEqual([true, true]);
    const name = written.find(({ isName }) => isName);
    expect(name?.text).toMatch(/^x+…$/);
  });
});

describe('neighbourTowards', () => {
  const { all } = discs(
    topicsAt([
      [0, 0],
      [0.5, 0.1],
      [1, 0],
      [0, 1],
      [-0.5, -0.4],
    ]),
    WIDTH,
  );

  it.each([
    ['ArrowRight', 2],
    ['ArrowLeft', 5],
    ['ArrowUp', 4],
    // nothing lies there
    ['ArrowDown', 1],
    ['Enter', undefined],
  ])('of %s', (key, topic) => expect(neighbourTowards(all, 1, key)).toBe(topic));
});
