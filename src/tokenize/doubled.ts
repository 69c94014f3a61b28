/** A copy of twice the length: what an array grows to that is written on. */
export function doubled<Numbers extends Uint8Array | Uint32Array | Float64Array>(from: Numbers, type: new (length: number) => Numbers): Numbers {
  const to = new type(2 * from.length);
  to.set(from);
  return to;
}
