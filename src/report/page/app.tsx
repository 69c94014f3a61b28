import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { hasGroups, hasTime } from './data/story.js';
import { summary } from './data/summary.js';
import { labelOf, useLabels } from './labels.js';
import { SearchBox } from './parts/search-box.js';
import { ThemeButton } from './parts/theme-button.js';
import { AboutRoom } from './rooms/about.js';
import { DocumentsRoom } from './rooms/documents.js';
import { GroupsRoom } from './rooms/groups.js';
import { OverviewRoom } from './rooms/overview.js';
import { TimeRoom } from './rooms/time.js';
import { TopicRoom } from './rooms/topic.js';
import { TryRoom } from './rooms/try.js';
import { hashOf, type Room, useView, type View } from './view.js';

const NAMES: Readonly<Record<Room, string>> = {
  overview: 'Overview',
  topics: 'Topics',
  documents: 'Documents',
  time: 'Time',
  groups: 'Groups',
  try: 'Try it',
  about: 'About this report',
};

/** Those that there is something in. */
function rooms(): [room: Room, name: string][] {
  const absent = [hasTime() ? '' : 'time', hasGroups() ? '' : 'groups'];
  return (Object.entries(NAMES) as [Room, string][]).filter(([room]) => !absent.includes(room));
}

function RoomOf({ view }: { view: View }) {
  switch (view.room) {
    case 'overview':
      return <OverviewRoom />;
    case 'topics':
      return <TopicRoom view={view} />;
    case 'documents':
      return <DocumentsRoom view={view} />;
    case 'time':
      return <TimeRoom view={view} />;
    case 'groups':
      return <GroupsRoom view={view} />;
    case 'try':
      return <TryRoom />;
    case 'about':
      return <AboutRoom />;
  }
}

/** The whole page: who goes to another room finds its heading, with the eye and with a screen reader. */
export function App() {
  const view = useView();
  const main = useRef<HTMLElement>(null);
  const place = `${view.room}/${view.topic ?? ''}`;
  const before = useRef(place);
  const labels = useLabels();
  const { title } = summary();
  const name = view.room === 'topics' && view.topic !== undefined ? `${view.topic} ${labelOf(view.topic, labels)}` : NAMES[view.room];

  useEffect(() => {
    document.title = view.room === 'overview' ? `Topics of ${title}` : `${name} · ${title}`;
  }, [name, title, view.room]);
  // before the next key is pressed, not after the next frame
  useLayoutEffect(() => {
    if (before.current === place) return;
    before.current = place;
    scrollTo(0, 0);
    // who is writing a search goes on writing
    if (document.activeElement?.matches('input[type="search"]')) return;
    main.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  }, [place]);

  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.querySelector<HTMLElement>('h1')?.focus()}>
        To the content
      </button>
      <header class="masthead">
        <a class="title" href={hashOf({ room: 'overview', query: {} })}>
          {title}
        </a>
        <nav aria-label="Rooms">
          {rooms().map(([room, label]) => (
            <a key={room} href={hashOf({ room, query: {} })} aria-current={view.room === room ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
        <div class="tools">
          <SearchBox view={view} />
          <ThemeButton />
        </div>
      </header>
      <main id="main" ref={main} class={view.room}>
        <RoomOf view={view} />
      </main>
    </>
  );
}
