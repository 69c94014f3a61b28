import { accelerated } from './accelerated.js';
import { coordinateDescent } from './coordinate-descent.js';
import { multiplicative } from './multiplicative.js';
import { online } from './online.js';

/** The solvers by the name that the setting `solver` takes. */
export const solvers = { accelerated, multiplicative, 'coordinate-descent': coordinateDescent, online } as const;
export type SolverName = keyof typeof solvers;
