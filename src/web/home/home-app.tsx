import type { ReactElement } from 'react';
import { Route, Routes } from 'react-router';
import { APP } from '#web/app/app-texts.ts';
import { CrashBoundary } from '#web/app/crash-boundary.tsx';
import { InvitationPage } from '#web/home/invitation-page.tsx';
import { PasswordPage } from '#web/home/password-page.tsx';
import { RegisterPage } from '#web/home/register-page.tsx';
import { SignInPage } from '#web/home/sign-in-page.tsx';
import { StartPage } from '#web/home/start-page.tsx';
import { VerifyPage } from '#web/home/verify-page.tsx';

/** What stands before the apps: the start page, signing in, opening an account, one's own password, the check of a certificate. */
export function HomeApp(): ReactElement {
  return (
    <CrashBoundary words={APP}>
      <Routes>
        <Route path="/sign-in" element={<SignInPage />} />
        <Route path="/invitation" element={<InvitationPage />} />
        <Route path="/password" element={<PasswordPage />} />
        <Route path="/register" element={<RegisterPage />} />
        <Route path="/verify" element={<VerifyPage />} />
        <Route path="*" element={<StartPage />} />
      </Routes>
    </CrashBoundary>
  );
}
