export { descend } from './coordinate-descent';
export { frobenius, gramOfRows } from './frobenius';
export { halfStep } from './half-step';
export { exponentials, logarithms } from './logarithm';
export { mixtures } from './mixtures';
export { powerRows, scaleRows } from './scale-rows';
export { renewTopics, sumCounts } from './topics';
