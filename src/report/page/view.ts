import { useEffect, useState } from 'preact/hooks';

export const ROOMS = ['overview', 'topics', 'documents', 'time', 'groups', 'try', 'about'] as const;
export type Room = (typeof ROOMS)[number];

/** What is shown, all of which stands in the address: a link restores it. */
export interface View {
  room: Room;
  /** from 1; of the room of topics */
  topic?: number | undefined;
  /** everything else, by name; each room has its own */
  query: Readonly<Record<string, string>>;
}

/** The address of a view, from the # on; empty values are left out. */
export function hashOf({ room, topic, query }: View): string {
  const path = room === 'overview' ? '' : topic === undefined ? room : `${room}/${topic}`;
  const given = Object.entries(query).filter(([, value]) => value !== '');
  return `#/${path}${given.length === 0 ? '' : `?${new URLSearchParams(given)}`}`;
}

/** The address of a topic's room. @param place of the topic, from 0 */
export function topicAddress(place: number): string {
  return hashOf({ room: 'topics', topic: place + 1, query: {} });
}

/** The view of an address; what is unknown in it is passed over. */
export function viewOf(hash: string): View {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [name = '', topic = ''] = path.split('/');
  const room = ROOMS.find((one) => one === name) ?? 'overview';
  return {
    room,
    ...(room === 'topics' && /^[1-9]\d*$/.test(topic) ? { topic: Number(topic) } : {}),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** Time after which the address is tried again, in milliseconds. */
const RETRY = 2000;

/** What is shown while the browser does not let the address say so: Safari refuses more than 100 changes in half a minute. */
let ahead: View | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;

/** Has the address say a view as soon as it may; nothing is to be said of what was before. */
function showLater(view?: View): void {
  ahead = view;
  clearTimeout(retry);
  if (view !== undefined) retry = setTimeout(() => show(view, { replace: true }), RETRY);
}

/** The view that is shown. */
export function currentView(): View {
  return ahead ?? viewOf(location.hash);
}

/** Shows a view; `replace` for what Back should not go through one by one, as a slider. */
export function show(view: View, { replace = false } = {}): void {
  showLater();
  if (!replace) {
    location.hash = hashOf(view);
    return;
  }
  try {
    history.replaceState(null, '', hashOf(view));
  } catch {
    showLater(view);
  }
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The view that is shown, now and later. */
export function useView(): View {
  const [view, setView] = useState(currentView);
  useEffect(() => {
    const change = ({ isTrusted }: HashChangeEvent) => {
      // somebody followed a link, or went back
      if (isTrusted) showLater();
      setView(currentView());
    };
    addEventListener('hashchange', change);
    return () => removeEventListener('hashchange', change);
  }, []);
  return view;
}
