import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds now, followed as it changes. */
export function useMediaQuery(query: string): boolean {
  const listen = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(listen, () => window.matchMedia(query).matches);
}

/** As wide as a phone: tables turn into cards, pop-ups into sheets. The same bound as in the style sheets. */
export function useNarrow(): boolean {
  return useMediaQuery('(width < 640px)');
}
