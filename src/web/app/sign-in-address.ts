let isLeaving = false;
// a page that comes back by the browser's back button is a page again
window.addEventListener('pageshow', () => {
  isLeaving = false;
});

/** Leaves this app. The first who leaves decides where to: what is refused while the page goes leads nowhere else. */
function leaveFor(address: string): void {
  if (isLeaving) return;
  isLeaving = true;
  window.location.assign(address);
}

/** Goes to the start page: the people of a demonstration, or the form of signing in. */
export function leaveForStart(): void {
  leaveFor('/home/');
}

/** Goes to the page of signing in, which leads back to this place. */
export function leaveForSignIn(): void {
  const here = window.location.pathname + window.location.search;
  leaveFor(`/home/sign-in?back=${encodeURIComponent(here)}`);
}

/** The place that `back` names, where it is one of this platform's own apps; anything else leads nowhere. */
export function placeToReturnTo(search: string): string | undefined {
  const back = new URLSearchParams(search).get('back');
  return back !== null && /^\/(?:desk|unit|member)\/[\w/?=&%.~-]*$/.test(back) ? back : undefined;
}
