import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CalculatorApp } from '#web/calculator/calculator-app.tsx';
import '#web/ui/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <CalculatorApp />
  </StrictMode>,
);
