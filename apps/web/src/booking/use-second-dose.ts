import { useEffect, useState } from 'react';
import { listWindows } from '../gate/windows.ts';

/** Where two doses are booked together: so many days after the first at the earliest; `null` where there is one, or while it is not known. */
export function useSecondDose(windowId: string): number | null {
  const [afterDays, setAfterDays] = useState<number | null>(null);
  useEffect(() => {
    let left = false;
    const learn = async (): Promise<void> => {
      const answer = await listWindows();
      const own = answer.ok ? answer.body.find(({ id }) => id === windowId) : undefined;
      if (!left) setAfterDays(own?.secondDoseAfterDays ?? null);
    };
    void learn();
    return () => {
      left = true;
    };
  }, [windowId]);
  return afterDays;
}
