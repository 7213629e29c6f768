import { startApp } from '#web/app/app-root.tsx';
import { SignedIn } from '#web/app/session.tsx';
import { UnitApp } from '#web/unit/unit-app.tsx';

startApp(
  'unit',
  true,
  <SignedIn app="/unit/">
    <UnitApp />
  </SignedIn>,
);
