import { useCallback, useLayoutEffect, useState } from 'react';

const KEY = 'tongzhou.large-type';

/** 大字: whether everything is written 1.4 times as large; remembered on this machine. */
export function useLargeType(): { readonly isLarge: boolean; readonly toggle: () => void } {
  const [isLarge, setLarge] = useState(() => readFlag());
  useLayoutEffect(() => {
    document.documentElement.classList.toggle('is-large', isLarge);
  }, [isLarge]);
  const toggle = useCallback(() => {
    setLarge((was) => {
      rememberFlag(!was);
      return !was;
    });
  }, []);
  return { isLarge, toggle };
}

function readFlag(): boolean {
  try {
    return window.localStorage.getItem(KEY) === 'yes';
  } catch {
    // a browser that keeps nothing: the page works all the same
    return false;
  }
}

function rememberFlag(value: boolean): void {
  try {
    if (value) window.localStorage.setItem(KEY, 'yes');
    else window.localStorage.removeItem(KEY);
  } catch {
    // as above
  }
}
