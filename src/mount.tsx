import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { source } from './page-source.ts';
import { watchChoices } from './state/first-part.ts';
import { watchPresses } from './state/paint-first.ts';

/**
 * Puts the page into an element.
 * @throws Error where there is none
 */
export function mount(root: HTMLElement | null): void {
  if (!root) throw new Error('The page has no #root element.');
  watchPresses(() => source.pause?.());
  watchChoices();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
