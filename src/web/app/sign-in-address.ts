/** The start page: the people of a demonstration, or the form of signing in. */
export const START_ADDRESS = '/home/';

/** Goes to the page of signing in, which leads back to this place. */
export function leaveForSignIn(): void {
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/home/sign-in?back=${encodeURIComponent(here)}`);
}

/** The place that `back` names, where it is one of this platform's own apps; anything else leads nowhere. */
export function placeToReturnTo(search: string): string | undefined {
  const back = new URLSearchParams(search).get('back');
  return back !== null && /^\/(?:desk|unit|member)\/[\w/?=&%.~-]*$/.test(back) ? back : undefined;
}
