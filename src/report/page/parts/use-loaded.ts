import { useEffect, useState } from 'preact/hooks';

/** What a promise gives: undefined until it is there, an Error where it fails. Of an earlier one nothing is shown. */
export function useLoaded<T>(load: () => Promise<T>, depends: readonly unknown[] = []): T | Error | undefined {
  const [state, setState] = useState<{ depends: readonly unknown[]; value: T | Error }>();
  useEffect(() => {
    let current = true;
    const set = (value: T | Error) => {
      if (current) setState({ depends, value });
    };
    load().then(set, (error: unknown) => set(error instanceof Error ? error : new Error(String(error))));
    return () => {
      current = false;
    };
  }, depends);
  return state?.depends.every((one, at) => one === depends[at]) ? state.value : undefined;
}
