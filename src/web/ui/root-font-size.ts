import { useEffect, useState } from 'react';

/** Pixels of 1rem, followed as the reader asks for larger type here or in the browser's settings. */
export function useRootFontSize(): number {
  const [pixels, setPixels] = useState(measure);
  useEffect(() => {
    const probe = document.createElement('div');
    probe.className = 'tz-rem-probe';
    probe.setAttribute('aria-hidden', 'true');
    document.body.append(probe);
    const observer = new ResizeObserver(() => setPixels(measure()));
    observer.observe(probe);
    return () => {
      observer.disconnect();
      probe.remove();
    };
  }, []);
  return pixels;
}

function measure(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
