import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { watchPresses } from './state/paint-first.ts';

/**
 * Puts the page into an element.
 * @throws Error where there is none
 */
export function mount(root: HTMLElement | null): void {
  if (!root) throw new Error('The page has no #root element.');
  watchPresses();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
