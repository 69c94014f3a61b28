import { options, type RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** How far from what is seen an element is near. */
const MARGIN = '800px 0px';

/** Whether an element has ever been near what is seen, or the page is printed: what is costly need not be drawn before. */
export function useNear<T extends HTMLElement>(): [RefObject<T | null>, boolean] {
  const place = useRef<T>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null || isNear) return;
    const observer = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && setNear(true), { rootMargin: MARGIN });
    observer.observe(element);
    const print = () => {
      // what is drawn later is not on paper
      const before = options.debounceRendering;
      options.debounceRendering = (render) => render();
      setNear(true);
      if (before === undefined) delete options.debounceRendering;
      else options.debounceRendering = before;
    };
    addEventListener('beforeprint', print);
    return () => {
      observer.disconnect();
      removeEventListener('beforeprint', print);
    };
  }, [isNear]);
  return [place, isNear];
}
