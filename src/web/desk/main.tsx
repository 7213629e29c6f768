import { startApp } from '#web/app/app-root.tsx';
import { SignedIn } from '#web/app/session.tsx';
import { DeskApp } from '#web/desk/desk-app.tsx';

startApp(
  'desk',
  true,
  <SignedIn app="/desk/">
    <DeskApp />
  </SignedIn>,
);
