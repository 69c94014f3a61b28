/** A bar as long as a share is of the largest one; the figure stands beside it, so it is nothing to those who do not see it. */
export function Bar({ value, most, second = false }: { value: number; most: number; second?: boolean }) {
  return (
    <span class={second ? 'bar second' : 'bar'} aria-hidden="true">
      <span style={{ width: `${most > 0 ? (100 * value) / most : 0}%` }} />
    </span>
  );
}
