import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepShellOnPhone } from '#web/member/install/register.ts';
import { MemberApp } from '#web/member/member-app.tsx';
import '#web/ui/base.css';
import '#web/member/member.css';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
keepShellOnPhone();
createRoot(root).render(
  <StrictMode>
    <MemberApp />
  </StrictMode>,
);
