import type { Cluster, Redis } from 'ioredis';

/** One Redis or a cluster of them: every step touches the keys of one window alone, and those share a slot. */
export type RedisConnection = Redis | Cluster;
