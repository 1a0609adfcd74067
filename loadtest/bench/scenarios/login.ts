import { ResourceStack } from '@sunbeon/service-kit';
import { request } from 'undici';
import { cpuSeconds } from '../../replay/cpu.ts';
import type { Bench } from '../bench.ts';
import { type Client, clients } from '../clients.ts';
import type { Requests } from '../closed-loop.ts';
import type { Finding, Scenario } from '../finding.ts';
import { LoginDesk } from '../login/login-desk.ts';
import { CALLBACKS_PER_SECOND, PacedCallbacks } from '../login/paced-callbacks.ts';
import { requestsOf } from '../requests.ts';
import { type ServerProcess, startExchange, startProvider } from '../server-process.ts';
import { median } from '../statistics.ts';

const CALLBACK_FLOOR = 0.25;
const JOINS_FLOOR = 0.9;
/** Callbacks in one round for each of its seconds: every one needs an ID token of its own. */
const CALLBACKS_PER_ROUND_SECOND = 750;
/** Joins a second that one round never reaches: everybody comes once. */
const MOST_JOINS_PER_SECOND = 25_000;
/** Beyond the round, so that the stream does not end before it. */
const SPARE_SECONDS = 2;

/** What a login costs the gate once the person is back, and what becomes of joins while a provider hangs. */
export const login: Scenario = {
  name: 'login',
  persistent: true,
  async run(bench) {
    await using held = new ResourceStack();
    const desk = new LoginDesk(bench);
    const provider = held.use(await startProvider(desk.publicKey));
    const gate = held.use(
      await bench.startGate(1, { IDENTITY_PROVIDERS: desk.settings(provider.url), LOG_LEVEL: 'error' }),
    );
    const bare = held.use(await startExchange(`${provider.url}/token`));
    return [
      ...(await callbacks(bench, desk, { provider, gate, bare })),
      ...(await joinsBesideLogins(bench, desk, { provider, gate })),
    ];
  },
};

interface Servers {
  readonly provider: ServerProcess;
  readonly gate: ServerProcess;
}

interface Round {
  readonly perSecond: number;
  readonly cpuMicros: number;
}

/** The callback route against bare `node:http` that makes the same exchange with the same provider and checks nothing. */
async function callbacks(
  { effort }: Bench,
  desk: LoginDesk,
  { provider, gate, bare }: Servers & { readonly bare: ServerProcess },
): Promise<Finding[]> {
  const count = CALLBACKS_PER_ROUND_SECOND * effort.secondsPerRound;
  const come = () => desk.callbacks(count, provider.url, gate.url);
  const send = clients[effort.client];
  await oneRound(bare, come(), send);
  await oneRound(gate, come(), send);
  const [ours, theirs]: [Round[], Round[]] = [[], []];
  for (let round = 0; round < effort.rounds; round += 1) {
    const requests = come();
    theirs.push(await oneRound(bare, requests, send));
    ours.push(await oneRound(gate, requests, send));
  }
  const rate = (rounds: readonly Round[]) => median(rounds.map(({ perSecond }) => perSecond));
  const cpu = (rounds: readonly Round[]) => median(rounds.map(({ cpuMicros }) => cpuMicros));
  return [
    {
      scenario: 'login',
      name: 'callbacks a second, share of bare node:http with the same exchange',
      value: rate(ours) / rate(theirs),
      unit: '×',
      target: { atLeast: CALLBACK_FLOOR },
      detail: `${rate(ours).toFixed(0)}/s of ${rate(theirs).toFixed(0)}/s`,
    },
    {
      scenario: 'login',
      name: 'callbacks for the same CPU time, share of bare node:http with the same exchange',
      value: cpu(theirs) / cpu(ours),
      unit: '×',
      target: null,
      detail: `${cpu(ours).toFixed(0)} µs against ${cpu(theirs).toFixed(0)} µs of the server's CPU`,
    },
  ];
}

async function oneRound(server: ServerProcess, requests: Requests, send: Client): Promise<Round> {
  const cpu = () => cpuSeconds([{ name: 'server', pid: server.pid }]).get('server') ?? Number.NaN;
  const before = cpu();
  const { answers, seconds } = await send(server.url, requests, { amount: requests.length });
  return { perSecond: answers / seconds, cpuMicros: ((cpu() - before) * 1_000_000) / answers };
}

/** Joins alone, joins while people come back from a provider that is well, and from one that hangs; in turns. */
async function joinsBesideLogins(bench: Bench, desk: LoginDesk, { provider, gate }: Servers): Promise<Finding[]> {
  const path = `/v1/windows/${await bench.openWindow()}/tickets`;
  const { rounds, secondsPerRound, client } = bench.effort;
  const send = clients[client];
  const stream = CALLBACKS_PER_SECOND * (secondsPerRound + SPARE_SECONDS);
  const joins = async () => {
    const people = await bench.newPeople(MOST_JOINS_PER_SECOND * secondsPerRound);
    const { answers, seconds } = await send(gate.url, requestsOf('POST', path, people), { seconds: secondsPerRound });
    return answers / seconds;
  };
  const [alone, well, hanging]: [number[], number[], number[]] = [[], [], []];
  const seen = new Map<number, number>();
  for (let round = 0; round < rounds; round += 1) {
    await tell(provider, 'answer');
    alone.push(await joins());
    well.push(await beside(new PacedCallbacks(gate.url, desk.callbacks(stream, provider.url, gate.url)), joins));
    await tell(provider, 'hang');
    const callbacksThen = new PacedCallbacks(gate.url, desk.callbacks(stream, provider.url, gate.url));
    hanging.push(await beside(callbacksThen, joins));
    for (const [status, times] of callbacksThen.answers) seen.set(status, (seen.get(status) ?? 0) + times);
  }
  await tell(provider, 'answer');
  const answered = [...seen].map(([status, times]) => `${times} × ${status}`).join(', ');
  return [
    finding('joins a second while a provider hangs, share of before', median(hanging) / median(alone), JOINS_FLOOR, [
      `${median(hanging).toFixed(0)}/s of ${median(alone).toFixed(0)}/s`,
      `${CALLBACKS_PER_SECOND} people a second came back from it: ${answered}`,
    ]),
    finding('the same, share of while it is well', median(hanging) / median(well), null, [
      `${median(well).toFixed(0)}/s while it is well`,
    ]),
  ];
}

async function beside(callbacksThen: PacedCallbacks, measure: () => Promise<number>): Promise<number> {
  await using stream = callbacksThen;
  void stream;
  return await measure();
}

function finding(name: string, value: number, floor: number | null, detail: readonly string[]): Finding {
  const target = floor === null ? null : { atLeast: floor };
  return { scenario: 'login', name, value, unit: '×', target, detail: detail.join('; ') };
}

async function tell({ url }: ServerProcess, order: 'hang' | 'answer'): Promise<void> {
  const { body } = await request(`${url}/${order}`, { method: 'PUT' });
  await body.dump();
}
