/**
 * Why a fit stopped: its objective stood still, its KKT residual was small enough, it had done its iterations, or it was told to.
 */
export type FitStatus = 'converged' | 'stationary' | 'max-iterations' | 'interrupted';
