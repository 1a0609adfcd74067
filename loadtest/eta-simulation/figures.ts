import { percentile } from '../replay/arrival-order.ts';
import type { Answer } from './night.ts';

/** How good the answers were. Shares are of 1. */
export interface Figures {
  readonly answers: number;
  /** Median of |told − waited| ÷ waited. */
  readonly medianError: number;
  /** Share of the waits that ended within the range told. */
  readonly held: number;
  /** Median of the width of the range ÷ the wait. */
  readonly medianWidth: number;
}

/** Answers are in whole seconds: a shorter wait says nothing about them. */
const SHORTEST_WAIT_SECONDS = 1;

export function figuresOf(answers: readonly Answer[]): Figures {
  const told = answers.filter(({ waitedSeconds }) => waitedSeconds >= SHORTEST_WAIT_SECONDS);
  const held = told.filter(({ eta, waitedSeconds }) => eta.low <= waitedSeconds && waitedSeconds <= eta.high);
  const errors = told.map(({ eta, waitedSeconds }) => Math.abs(eta.seconds - waitedSeconds) / waitedSeconds);
  const widths = told.map(({ eta, waitedSeconds }) => (eta.high - eta.low) / waitedSeconds);
  return {
    answers: told.length,
    medianError: rounded(percentile(errors, 0.5)),
    held: rounded(held.length / told.length),
    medianWidth: rounded(percentile(widths, 0.5)),
  };
}

function rounded(share: number): number {
  return Math.round(share * 1_000) / 1_000;
}

/** Figures of all answers, and of those parts of them that tell something of their own. */
export function partsOf(answers: readonly Answer[]): Record<string, Figures> {
  const steady = answers.filter(({ pausedMeanwhile }) => !pausedMeanwhile);
  return {
    'no pause before the call': figuresOf(steady),
    'all, pauses to come included': figuresOf(answers),
    'told when the number was given, no pause': figuresOf(steady.filter(({ atJoining }) => atJoining)),
    'a pause came before the call': figuresOf(answers.filter(({ pausedMeanwhile }) => pausedMeanwhile)),
  };
}
