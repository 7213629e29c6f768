/** Lets the phone keep the shell of the app. Where that is not possible (no https) the app works as before. */
export function keepShellOnPhone(): void {
  if (!('serviceWorker' in navigator)) return;
  window.addEventListener('load', () => {
    navigator.serviceWorker.register('/member/service-worker.js').catch(() => undefined);
  });
}
