import { useEffect, useRef, useState } from 'preact/hooks';
import { currentView, show, type View } from '../view.js';

/** The box that is always there: / goes to it, and what is written is looked for in the room of documents. */
export function SearchBox({ view }: { view: View }) {
  const box = useRef<HTMLInputElement>(null);
  const shown = view.room === 'documents' ? (view.query.search ?? '') : '';
  const [written, setWritten] = useState(shown);
  // the address is behind what is being typed
  useEffect(() => {
    if (document.activeElement !== box.current) setWritten(shown);
  }, [shown]);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const { target } = event;
      const isWriting = target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      box.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, []);
  const look = (search: string) => {
    setWritten(search);
    const current = currentView();
    const isThere = current.room === 'documents';
    if (!isThere && search.trim() === '') return;
    const { document: _, ...query } = isThere ? current.query : {};
    show({ room: 'documents', query: { ...query, search } }, { replace: isThere });
  };
  return (
    <search>
      <input
        ref={box}
        type="search"
        dir="auto"
        placeholder="Search documents"
        aria-label="Search the documents"
        aria-keyshortcuts="/"
        value={written}
        onInput={({ currentTarget }) => look(currentTarget.value)}
      />
    </search>
  );
}
