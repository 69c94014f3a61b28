import { render } from 'preact';
import { App } from './app.js';
import { loadSummary } from './data/summary.js';
import { loadLabels } from './labels.js';
import { applyTheme } from './parts/theme-button.js';
import { viewOf } from './view.js';
import './styles/page.css';
import './styles/try.css';
import './styles/topic.css';
import './styles/documents.css';
import './styles/drawings.css';
import './styles/time.css';
import './styles/groups.css';

/*
 * The page: what the file shows without scripts is replaced by rooms to walk through. Where that cannot be, it stays.
 */
async function start(): Promise<void> {
  applyTheme();
  const place = document.getElementById('page');
  if (place === null) return;
  await loadSummary();
  loadLabels();
  if (viewOf(location.hash).room === 'overview' && location.hash !== '') history.replaceState(null, '', '#/');
  place.replaceChildren();
  render(<App />, place);
}

start().catch((error: unknown) => {
  const note = document.createElement('p');
  note.setAttribute('role', 'alert');
  note.textContent = `This file cannot be shown as it should be, what follows is its outline. Browsers from 2023 on can. (${error instanceof Error ? error.message : String(error)})`;
  document.body.prepend(note);
});
