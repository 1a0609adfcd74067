import './look/base.css';
import './look/controls.css';
import './look/table.css';
import './look/frame.css';
import './look/trail.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { watchForSomebody } from './api/attended.ts';
import { ConsoleProblem } from './api/console-problem.ts';
import { Console } from './console.tsx';

/** What has been shown is shown again at once, and asked for again when it is older than this. */
const FRESH_MS = 5_000;
const MAX_RETRIES = 2;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // What the server has said stays so; what it could not say may be asked again.
      retry: (failures, problem) =>
        failures < MAX_RETRIES && problem instanceof ConsoleProblem && (problem.status === 0 || problem.status >= 500),
    },
  },
});

watchForSomebody(window);
const root = document.querySelector('#root');
if (root === null) throw new TypeError('the page has no place for the console');
createRoot(root).render(
  <QueryClientProvider client={queries}>
    <BrowserRouter>
      <Console />
    </BrowserRouter>
  </QueryClientProvider>,
);
