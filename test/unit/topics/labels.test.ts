import { describe, expect, it } from 'vitest';
import { labelTopics } from '../../../src/topics/labels.js';

const labelOf = (terms: string, avoided = '') => labelTopics([terms.split(' ')], [avoided.split(' ')])[0];

describe('labelTopics', () => {
  it('takes the first three terms', () => {
    expect(
      labelTopics([
        ['tax', 'law', 'court', 'judge'],
        ['war', 'peace'],
      ]),
    ).toEqual(['tax, law, court', 'war, peace']);
  });

  it('takes further terms until labels differ', () => {
    expect(
      labelTopics([
        ['tax', 'law', 'court', 'judge', 'jury'],
        ['tax', 'law', 'court', 'judge', 'case'],
        ['tax', 'law', 'court', 'judge', 'trial'],
      ]),
    ).toEqual(['tax, law, court', 'tax, law, court, judge', 'tax, law, court, judge, trial']);
  });

  it('takes labels of the same terms in another order or case for the same', () => {
    expect(
      labelTopics([
        ['game', 'team', 'season', 'play'],
        ['Season', 'game', 'team', 'coach'],
      ]),
    ).toEqual(['game, team, season', 'Season, game, team, coach']);
  });

  it('falls back to the number where terms cannot tell', () => {
    expect(labelTopics([['tax'], ['tax'], [], ['']])).toEqual(['tax', 'topic 2', 'topic 3', 'topic 4']);
    expect(labelTopics([['topic 3'], ['topic 3 (again)'], []])).toEqual(['topic 3', 'topic 3 (again)', 'topic 3 (again) (again)']);
  });

  it.each([
    ['game games team hockey season', 'game, team, hockey'],
    ['israel israeli jews arab', 'israel, jews, arab'],
    ['armenian armenians armenia turkish turks', 'armenian, turkish, turks'],
    ['countries country trade tariff', 'countries, trade, tariff'],
    ['gun guns crime weapons', 'gun, crime, weapons'],
    ['partito partiti legge stato', 'partito, legge, stato'],
    ['команда команды игра сезон', 'команда, игра, сезон'],
    ['game games', 'game'],
  ])('has no second form of a word: %s', (terms, label) => {
    expect(labelOf(terms)).toBe(label);
  });

  it.each([
    ['program progress state station'],
    ['car card care cart'],
    ['war warm ward warn'],
    ['court course county'],
    ['戦争 戦争中 平和 条約'],
    ['مدينة مدينةكم جزيرة'],
  ])('takes different words for different: %s', (terms) => {
    expect(labelOf(terms)).toBe(terms.split(' ').slice(0, 3).join(', '));
  });

  it.each([
    ['drive, hard drive, hard, scsi, disk', 'hard drive, scsi, disk'],
    ['space, nasa, launch, orbit, space shuttle', 'space shuttle, nasa, launch'],
    ['land, public lands, acres, water', 'public lands, acres, water'],
    ['software, quality, software engineering, software development', 'software engineering, quality, software development'],
    ['neural networks, neural network, attention, model', 'neural networks, attention, model'],
    ['recurrent neural network, neural network, attention, model', 'recurrent neural network, attention, model'],
    ['key, chip, court, north, south, east, west, red, blue, clipper chip', 'key, clipper chip, court'],
    // too far down to speak for all of the topic
    ['key, chip, court, north, south, east, west, red, blue, green, clipper chip', 'key, chip, court'],
    ['of the, treaty, peace, of', 'of the, treaty, peace'],
    ['学习, 机器 学习, 数据', '机器 学习, 数据'],
  ])('has phrases in place of their words: %s', (terms, label) => {
    expect(labelTopics([terms.split(', ')])[0]).toBe(label);
  });

  it('has single letters and terms to be avoided only where there is nothing else', () => {
    expect(labelOf('c x program compiler code')).toBe('program, compiler, code');
    expect(labelOf('de la gobierno que presidente', 'de la que')).toBe('gobierno, presidente');
    expect(labelOf('de la que el', 'de la que el')).toBe('de, la, que');
    expect(labelOf('a b c d')).toBe('a, b, c');
    expect(labelOf('人 水 山')).toBe('人, 水, 山');
  });

  it('falls back on what it left out before it falls back on the number', () => {
    expect(
      labelTopics([
        ['game', 'team', 'season'],
        ['game', 'games', 'team', 'season'],
      ]),
    ).toEqual(['game, team, season', 'game, team, season, games']);
  });

  it('writes terms as they are to be written', () => {
    const spellings = new Map([
      ['mexico', 'Mexico'],
      ['prime minister', 'Prime Minister'],
      ['nasa', 'NASA'],
    ]);
    const topics = [
      ['prime minister', 'minister', 'war', 'mexico', 'nasa'],
      ['war', 'mexico', 'prime minister', 'peace'],
    ];
    expect(labelTopics(topics, [], [spellings])).toEqual(['Prime Minister, war, Mexico', 'war, mexico, prime minister, peace']);
  });

  it('has room for sixty characters, and passes over terms that need more', () => {
    const [long, longer] = ['a'.repeat(30), 'b'.repeat(59)];
    expect(labelTopics([['war', longer, long, long.slice(4), 'peace']])).toEqual([`war, ${long}, peace`]);
    expect(labelTopics([[longer, 'war']])).toEqual([longer]);
    expect(labelTopics(new Array(3).fill([longer, 'war']))).toEqual([longer, 'topic 2', 'topic 3']);
    expect(labelTopics([['war']], [], [new Map([['war', 'w'.repeat(64)]])])).toEqual(['w'.repeat(64)]);
  });
});
