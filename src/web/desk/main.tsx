import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { DeskApp } from '#web/desk/desk-app.tsx';
import '#web/ui/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <DeskApp />
  </StrictMode>,
);
