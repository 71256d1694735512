// The source comes first and alone: its worker reads while the rest of the page is fetched and compiled, in parts.
import './page-source.ts';

await import('react-dom/client');
const { mount } = await import('./mount.tsx');
mount(document.getElementById('root'));
