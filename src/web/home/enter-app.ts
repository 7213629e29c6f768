import type { SessionAnswer } from '#contracts/sessions.ts';
import { askApi } from '#web/app/api/ask.ts';
import { appOf } from '#web/app/session.tsx';
import { placeToReturnTo } from '#web/app/sign-in-address.ts';

/** Goes on to the app of whoever has just signed in, to the place from where he was sent here where there is one. */
export function enterApp(onFailure: () => void): void {
  askApi<SessionAnswer>('/api/session').then((session) => {
    const app = appOf(session);
    const back = placeToReturnTo(window.location.search);
    window.location.assign(back?.startsWith(app) === true ? back : app);
  }, onFailure);
}
