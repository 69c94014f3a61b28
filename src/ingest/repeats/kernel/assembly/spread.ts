/** Spreads a hash over all bits: MurmurHash3's finaliser. */
@inline
export function spread(hash: i32): i32 {
  let h = (hash ^ (hash >>> 16)) * <i32>0x85ebca6b;
  h = (h ^ (h >>> 13)) * <i32>0xc2b2ae35;
  return h ^ (h >>> 16);
}
