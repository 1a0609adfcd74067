import type { StaffWindowView } from '@sunbeon/core';
import { Facts } from '../parts/facts.tsx';
import { countText, momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { policyWords, windowWords } from './words.ts';

const MINUTE_SECONDS = 60;

/** What is planned for a window. */
export function WindowFacts({ window }: { readonly window: StaffWindowView }) {
  const words = useWords(windowWords);
  const policies = useWords(policyWords);
  const language = useLanguage();
  const { policy, lobbyOpensAt, movedFrom, expectedPeople, secondDoseAfterDays: days } = window;
  const lobby = lobbyOpensAt === null ? words.lobbyAtOnce : momentText(lobbyOpensAt, language);
  return (
    <Facts
      facts={[
        [words.opens, momentText(window.opensAt, language)],
        [words.movedFrom, movedFrom === undefined ? null : <s>{momentText(movedFrom, language)}</s>],
        [words.closes, momentText(window.closesAt, language)],
        [words.policy, policies[policy]],
        [words.lobby, policy === 'draw' ? lobby : null],
        [words.people, expectedPeople === null ? words.peopleUnknown : countText(expectedPeople)],
        [words.roll, window.requiresRoll ? words.rollRequired : null],
        [words.doses, days === null ? words.oneDose : words.twoDoses(days)],
        [words.pace, words.paceOf(countText(window.maxActive), countText(window.maxPerSecond))],
        [words.agents, countText(window.agentSeats)],
        [words.passes, words.minutes(countText(window.admissionSeconds / MINUTE_SECONDS))],
        [words.campaign, window.campaignId],
        [words.id, <code key="id">{window.id}</code>],
      ]}
    />
  );
}
