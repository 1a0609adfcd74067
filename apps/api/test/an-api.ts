import { beginSession, Keyring, parseSecret, personKeyOf, sealContact, signSession } from '@sunbeon/crypto';
import { importSites, openStore, type Store } from '@sunbeon/store';
import {
  type SyntheticPerson,
  syntheticPeople,
  type TestRedis,
  testDatabase,
  testKeys,
  testRedis,
} from '@sunbeon/test-kit';
import { ConsentBoard, LineGuard, WaitingRoom } from '@sunbeon/waiting-room';
import { type Api, createApi, envToConfig } from '../src/index.ts';

/** What a call was answered with. */
interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
}

export interface TestPerson extends SyntheticPerson {
  readonly personKey: string;
  readonly session: string;
}

export interface TestApi extends AsyncDisposable {
  readonly api: Api;
  readonly store: Store;
  readonly room: WaitingRoom;
  readonly redis: Pick<TestRedis, 'redis' | 'prefix'>;
  readonly consents: ConsentBoard;
  /** Lets a line give numbers, as the worker's guard does. */
  readonly startLine: (windowId: string) => Promise<void>;
  readonly staffKey: string;
  readonly personSecret: string;
  readonly sealingKeys: string;
  /** Calls the staff API with the staff key, unless other headers are given. */
  readonly staff: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** Calls the citizens' door. */
  readonly citizen: (path: string, headers: Record<string, string>, method?: string, body?: unknown) => Promise<Answer>;
  /** A verified person: somebody new, as far as nothing else is said; the same CI is the same person in another session. */
  readonly person: (given?: Partial<SyntheticPerson>) => Promise<TestPerson>;
}

const HOUR_MS = 3_600_000;
const MANY_NUMBERS = 1_000;

/**
 * An api on free ports over a database and a Redis prefix of its own, with three clinics.
 * @param settings of the api, beside those every test has
 * @param through puts something between the api and its database; told the address, gives the one to use instead
 */
export async function anApi(
  through = async (url: string): Promise<string> => url,
  settings: Readonly<Record<string, string>> = {},
): Promise<TestApi> {
  const database = await testDatabase();
  const redis = await testRedis();
  const keys = testKeys();
  const config = envToConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    STAFF_PORT: '0',
    API_PORT: '0',
    DATABASE_URL: await through(database.url),
    REDIS_URL: redis.url,
    REDIS_PREFIX: redis.prefix,
    ...keys,
    ...settings,
  });
  const api = await createApi(config);
  const store = openStore({ databaseUrl: database.url, poolSize: 2 });
  await importSites(store, ['a', 'b', 'c'].map(clinic));
  return {
    api,
    store,
    staffKey: keys.STAFF_KEY,
    personSecret: keys.PERSON_KEY_SECRET,
    sealingKeys: keys.SEALING_KEYS,
    room: new WaitingRoom(redis.redis, redis.prefix),
    redis,
    consents: new ConsentBoard(redis.redis, redis.prefix),
    startLine: async (windowId) => {
      const guard = new LineGuard(redis.redis, redis.prefix);
      const health = await guard.inspect(windowId);
      const start = { ceiling: 0, issued: 0, serving: 0, skips: [] };
      await guard.rebuild(windowId, { ...start, epoch: health?.epoch ?? 1, run: health?.redisRun ?? '' });
      await guard.raiseCeiling(windowId, health?.epoch ?? 1, MANY_NUMBERS);
    },
    staff: (method, path, body, headers = { authorization: `Bearer ${keys.STAFF_KEY}` }) =>
      call(`http://127.0.0.1:${api.staffPort}${path}`, method, headers, body),
    citizen: (path, headers, method = 'GET', body) =>
      call(`http://127.0.0.1:${api.citizenPort}${path}`, method, headers, body),
    person: async (given = {}) => {
      const [made] = syntheticPeople(1, { birthFrom: '1967-01-01', birthTo: '1968-12-31' });
      if (made === undefined) throw new TypeError('nobody was made');
      const person = { ...made, ...given };
      const { ci, name, phone, birthDate } = person;
      const personKey = personKeyOf(parseSecret(keys.PERSON_KEY_SECRET), ci);
      const sealedContact = await sealContact(Keyring.parse(keys.SEALING_KEYS), { name, phone }, personKey);
      const verified = { personKey, birthDate, sealedContact, provider: 'synthetic', verifiedAtMs: Date.now() };
      const session = beginSession(verified, { idleMs: HOUR_MS, sinceVerificationMs: HOUR_MS });
      return { ...person, personKey, session: signSession(Keyring.parse(keys.SESSION_KEYS), session) };
    },
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await redis[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

function clinic(id: string) {
  const place = {
    province: '서울특별시',
    municipality: '종로구',
    municipalityCode: '11010',
    latitude: 37.5,
    longitude: 127,
  };
  return { id, name: `병원 ${id}`, type: '종합', ...place };
}

async function call(url: string, method: string, headers: Record<string, string>, body?: unknown): Promise<Answer> {
  const json = body !== undefined && typeof body !== 'string';
  const response = await fetch(url, {
    method,
    headers: { ...(json ? { 'content-type': 'application/json' } : {}), ...headers, connection: 'close' },
    ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : body }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    type,
    body: text === '' ? null : /\bjson\b/.test(type) ? JSON.parse(text) : text,
  };
}
