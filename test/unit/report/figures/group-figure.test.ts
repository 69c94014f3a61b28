import { describe, expect, it } from 'vitest';
import { groupFigure, shareOfAll } from '../../../../src/report/figures/group-figure.js';
import { heatMap } from '../../../../src/report/figures/heat-map.js';
import type { GroupComparison } from '../../../../src/summarize/group-comparison.js';
import { EXAMPLE_LABELS, exampleGroups } from '../../../support/example-story.js';
import { textsOf, withClass, withTag } from './elements.js';

const two: GroupComparison = {
  column: 'party',
  guessed: false,
  ungrouped: 0,
  texts: 8,
  groups: [
    { name: 'Whig', documents: 30, tokens: 300, share: [0.2, 0.8], low: [0.1, 0.7], high: [0.3, 0.9], above: [false, false], terms: [] },
    { name: 'Federalist', documents: 10, tokens: 100, share: [0.6, 0.4], low: [0.5, 0.3], high: [0.7, 0.5], above: [true, false], terms: [] },
  ],
};

describe('shareOfAll', () => {
  it('weighs groups by their words', () => {
    expect(shareOfAll(two, 0)).toBeCloseTo(0.3, 12);
    expect(shareOfAll({ ...two, groups: [] }, 0)).toBe(0);
  });
});

describe('groupFigure', () => {
  it('has a dot with its interval a group, and a line for all', () => {
    const drawing = groupFigure(two, 0, { width: 400, groups: 8 });
    expect(drawing.attributes['aria-label']).toBe('Topic 1 by party: 30.0 % of all words.');
    // 0 to 80 % between 158 and 384 pixels
    expect(withTag(drawing, 'circle').map(({ attributes }) => attributes.cx)).toEqual([214.5, 327.5]);
    expect(withClass(drawing, 'line').map(({ attributes: { x1, x2 } }) => [x1, x2])).toEqual([
      [186.3, 242.8],
      [299.3, 355.8],
    ]);
    expect(withClass(drawing, 'accent-line')[0]?.attributes).toMatchObject({ x1: 242.8, x2: 242.8 });
    expect(textsOf(drawing)).toEqual(
      expect.arrayContaining(['all 30.0 %', 'Whig', 'Federalist', 'Whig, 30 documents: 20.0 % (10.0 to 30.0)', '0 %', '40 %', '80 %']),
    );
  });

  it('shows the first groups only', () => {
    expect(textsOf(groupFigure(two, 0, { width: 400, groups: 1 }))).not.toContain('Federalist');
  });

  it('cuts long names', () => {
    const [first] = two.groups;
    const named = { ...two, groups: [{ ...first, name: 'a very long name of a group '.repeat(9) }] };
    expect(textsOf(groupFigure(named, 0, { width: 400, groups: 1 })).some((text) => /^a very long name.*…$/.test(text))).toBe(true);
  });
});

describe('heatMap', () => {
  it('has squares whose area is the share', () => {
    const squares = withTag(heatMap(two, ['tax', 'war'], { width: 680, groups: 30 }), 'rect').filter(({ attributes }) => attributes.class !== 'accent-line');
    const sides = squares.map(({ attributes }) => Number(attributes.width));
    expect(sides.map((side) => (side / (sides[2] ?? 1)) ** 2 * 0.8)).toEqual([0.2, 0.6, 0.8, 0.4].map((share) => expect.closeTo(share, 1)));
  });

  it('outlines those that are clearly above the share of all', () => {
    const drawing = heatMap(two, ['tax', 'war'], { width: 680, groups: 30 });
    // topic 1 in Federalist
    expect(withClass(drawing, 'accent-line')).toHaveLength(1);
    expect(textsOf(drawing)).toContain('60.0 % of Federalist is topic 1 (50.0 to 70.0)');
  });

  it('has nothing for a share that would not be seen', () => {
    const groups = two.groups.map((group) => ({ ...group, share: [0.0001, 0.9999] }));
    const drawing = heatMap({ ...two, groups }, ['tax', 'war'], { width: 680, groups: 30 });
    expect(withTag(drawing, 'title').map(({ children }) => children[0])).toEqual([
      '100.0 % of Whig is topic 2 (70.0 to 90.0)',
      '100.0 % of Federalist is topic 2 (30.0 to 50.0)',
    ]);
  });

  it('is an image only without links, which would be hidden in one', () => {
    const role = (link?: (k: number) => string) => heatMap(two, ['tax', 'war'], { width: 680, groups: 30, ...(link && { link }) }).attributes.role;
    expect([role(), role((k) => `#${k}`)]).toEqual(['img', 'group']);
  });

  it('links topics where they have an address', () => {
    const links = withTag(heatMap(two, ['tax', 'war'], { width: 680, groups: 30, link: (k) => `#${k}` }), 'a');
    expect(links.map(({ attributes }) => attributes.href)).toEqual(['#0', '#1']);
  });

  it('slants long names, and says how many groups are not shown', () => {
    const names = Array.from({ length: 40 }, (_, g) => `President number ${g + 1}`);
    const drawing = heatMap(exampleGroups('president', names, 6), EXAMPLE_LABELS, { width: 680, groups: 30 });
    const slanted = withTag(drawing, 'text').filter(({ attributes }) => String(attributes.transform).startsWith('rotate('));
    expect(slanted.length).toBeGreaterThan(20);
    expect(textsOf(drawing)).toContain(`${40 - slanted.length} smaller groups are not shown.`);
  });

  it('shows as many groups as a narrow page has room for', () => {
    const names = Array.from({ length: 40 }, (_, g) => `Group ${g + 1}`);
    const drawing = heatMap(exampleGroups('group', names, 6), EXAMPLE_LABELS, { width: 320, groups: 30 });
    for (const { attributes } of withTag(drawing, 'rect')) expect(Number(attributes.x) + Number(attributes.width)).toBeLessThanOrEqual(320);
    expect(textsOf(drawing).at(-1)).toMatch(/smaller groups are not shown/);
  });
});
