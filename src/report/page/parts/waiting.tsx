/** Stands where something is not there yet, or cannot be. */
export function Waiting({ for: what, error }: { for: string; error?: Error | undefined }) {
  if (error !== undefined) return <p role="alert">{`The file is damaged: ${what} cannot be read (${error.message}). Make it anew with topikl report.`}</p>;
  return (
    <p class="muted" role="status">
      Reading {what} …
    </p>
  );
}
