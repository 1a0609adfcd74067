import { BOOKING_QUEUE, type BookingRequest, type CivilDate } from '@sunbeon/core';
import { beginSession, personKeyOf, sealContact, signSession } from '@sunbeon/crypto';
import { aWindow, eventually, syntheticPeople, testKeys, testRedis } from '@sunbeon/test-kit';
import { WaitingRoom } from '@sunbeon/waiting-room';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { createGate, envToConfig, type Gate, type GateConfig } from '../src/index.ts';

/** Where nothing listens: the discard port. */
const NOWHERE = 'http://127.0.0.1:9';
export const OWN_ORIGIN = 'http://localhost:8080';
const HOUR_MS = 3_600_000;

export interface TestGate extends AsyncDisposable {
  readonly gate: Gate;
  readonly config: GateConfig;
  readonly redis: Redis;
  readonly room: WaitingRoom;
  readonly queue: Queue<BookingRequest>;
  /** Publishes a window with these properties; resolves to its id once the gate knows it. */
  openWindow(overrides?: Parameters<typeof aWindow>[0]): Promise<string>;
}

/** A gate on a free port, over the run's Redis unless `REDIS_URL` says otherwise. */
export async function aGate(env: Readonly<Record<string, string>> = {}): Promise<TestGate> {
  const shared = await testRedis();
  const url = env['REDIS_URL'] ?? shared.url;
  const redis = new Redis(url);
  const config = envToConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    GATE_PORT: '0',
    REDIS_URL: url,
    REDIS_PREFIX: shared.prefix,
    API_URL: NOWHERE,
    PUBLIC_ORIGINS: OWN_ORIGIN,
    ...testKeys(),
    ...env,
  });
  const gate = await createGate(config);
  const room = new WaitingRoom(redis, shared.prefix);
  const queue = new Queue<BookingRequest>(BOOKING_QUEUE, { connection: redis, prefix: `{${shared.prefix}:queue}` });
  return {
    gate,
    config,
    redis,
    room,
    queue,
    async openWindow(overrides = {}) {
      const window = aWindow(overrides);
      await room.publishWindow(window);
      await eventually(async () => {
        const { status } = await fetch(`${gate.url}/v1/windows/${window.id}/status`);
        if (status !== 200) throw new Error('the gate does not know the window yet');
      });
      return window.id;
    },
    async [Symbol.asyncDispose]() {
      await gate[Symbol.asyncDispose]();
      await queue.close();
      redis.disconnect();
      await shared[Symbol.asyncDispose]();
    },
  };
}

export interface TestPerson {
  readonly personKey: string;
  readonly name: string;
  readonly phone: string;
  readonly session: string;
}

/** Somebody new with a session of this gate; of the 53–54 cohort unless told otherwise. */
export async function aPerson({ config }: TestGate, birthDate?: CivilDate): Promise<TestPerson> {
  const [person] = syntheticPeople(1, { birthFrom: birthDate ?? '1967-01-01', birthTo: birthDate ?? '1968-12-31' });
  if (!person) throw new TypeError('nobody');
  const personKey = personKeyOf(config.keys.person, person.ci);
  const { name, phone } = person;
  const sealedContact = await sealContact(config.keys.sealing, { name, phone }, personKey);
  const { birthDate: born } = person;
  const verified = { personKey, birthDate: born, sealedContact, provider: 'synthetic', verifiedAtMs: Date.now() };
  const session = beginSession(verified, { idleMs: HOUR_MS, sinceVerificationMs: HOUR_MS });
  return { personKey, name, phone, session: signSession(config.keys.session, session) };
}
