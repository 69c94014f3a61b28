import { startGaps } from './breaks';
import { startDictionary } from './dictionary';
import { startRow, startRows } from './row';
import { startScan } from './scan';

export { characterTable } from './characters';
export { dictionaryEnd, dictionaryStart } from './dictionary';
export { finishRow, rowStart, tokenCount, tooLongCount } from './row';
export { inputFor, scan, takeWhole } from './scan';

/** To be called once, before all others. */
export function start(minLength: i32, numbers: bool, keepsOrder: bool): void {
  startScan(minLength, numbers);
  startDictionary();
  startRows(keepsOrder);
}

export function startText(): void {
  startRow();
  startGaps();
}
