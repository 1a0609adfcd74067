import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { z } from 'zod';
import { ask } from '../api/ask.ts';
import { useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { frameWords } from './words.ts';

/** Ends this session; whatever was shown is forgotten with it. */
export function LogOutButton() {
  const words = useWords(frameWords);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const logOut = useMutation({
    mutationFn: () => ask(z.void(), '/v1/staff/sessions/current', { method: 'DELETE' }),
    onSettled: async () => {
      queries.clear();
      await navigate(urls.login());
    },
  });
  return (
    <button type="button" className="plain" onClick={() => logOut.mutate()}>
      {words.logOut}
    </button>
  );
}
