import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CalculatorApp } from '#web/calculator/calculator-app.tsx';
import '#web/ui/base.css';
// loaded with the page: this app works on where its server is gone
import '#web/ui/clause-popover.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <CalculatorApp />
  </StrictMode>,
);
