/** How much a part does. */
export interface Effort {
  topics: number;
  /** seeds 1 to this */
  seeds: number;
  /** without peers */
  quick: boolean;
}
