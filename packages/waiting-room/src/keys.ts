/** Booking requests are spread over so many slots of a Redis Cluster … */
const REQUEST_SHARDS = 8;
/** … by the first random character of their ids: `r-…`. */
const SHARD_CHARACTER = 2;

/** Drafts of bookings are spread over so many, by the person. */
const DRAFT_SHARDS = 16;

/**
 * The name of every key of the line. All keys of a window carry the hash tag `{w:<id>}`, so that they live in one slot
 * of a Redis Cluster and a script may touch them together.
 */
export class Keys {
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** Set: the ids of all published windows. */
  windows(): string {
    return `${this.#prefix}:windows`;
  }

  /** Hash: the published window, what decides who may come in. */
  door(windowId: string): string {
    return this.#ofWindow(windowId, 'door');
  }

  /** Hash: how far the line has come. */
  line(windowId: string): string {
    return this.#ofWindow(windowId, 'line');
  }

  /** Start of the keys of the buckets (hashes) that hold person → number; a bucket's index follows. */
  places(windowId: string): string {
    return this.#ofWindow(windowId, 'p:');
  }

  /** Sorted set: number → when its seat expires, ms. */
  seats(windowId: string): string {
    return this.#ofWindow(windowId, 'seats');
  }

  /** Sorted set: number → when its agent's seat expires, ms. */
  agentSeats(windowId: string): string {
    return this.#ofWindow(windowId, 'agent-seats');
  }

  /** Sorted set: called numbers nobody has come for yet → when they were called, ms. */
  called(windowId: string): string {
    return this.#ofWindow(windowId, 'called');
  }

  /** Hash: number → who wants a text when it is called, JSON. */
  turnTexts(windowId: string): string {
    return this.#ofWindow(windowId, 'turn-texts');
  }

  /** Sorted set: the numbers of {@link turnTexts}, by themselves. */
  turnOrder(windowId: string): string {
    return this.#ofWindow(windowId, 'turn-order');
  }

  /** Bitmap by number: who has booked. */
  finished(windowId: string): string {
    return this.#ofWindow(windowId, 'finished');
  }

  /** String: which worker publishes the window's availability. */
  availabilityLease(windowId: string): string {
    return this.#ofWindow(windowId, 'availability-lease');
  }

  /** Hash: when the newest availability was taken, and which list of sites belongs to it. */
  availability(windowId: string): string {
    return this.#ofWindow(windowId, 'availability');
  }

  /** String: the sites that have slots, JSON. */
  availableSites(windowId: string): string {
    return this.#ofWindow(windowId, 'available-sites');
  }

  /** String: what is free in each municipality, JSON. */
  availableMunicipalities(windowId: string): string {
    return this.#ofWindow(windowId, 'available-municipalities');
  }

  /** Hash: site → its slots, JSON. */
  availableSlots(windowId: string): string {
    return this.#ofWindow(windowId, 'available-slots');
  }

  /** Hash: minute since the epoch → how far the line had come in it, JSON. */
  minutes(windowId: string): string {
    return this.#ofWindow(windowId, 'minutes');
  }

  /** List: what became of the newest expected waits, JSON. */
  promises(windowId: string): string {
    return this.#ofWindow(windowId, 'promises');
  }

  /** Hash: what the edge knows about one booking request. */
  request(requestId: string): string {
    return `${this.requests(requestId)}${requestId}`;
  }

  /** Start of the keys of this booking request and all that share its slot; a request's id follows. */
  requests(requestId: string): string {
    return this.#ofShard(Keys.shardOf(requestId), 'request:');
  }

  /** Sorted set: this booking request and those that share its slot, as long as they have no outcome → when they were received, ms. */
  openRequests(requestId: string): string {
    return this.#ofShard(Keys.shardOf(requestId), 'open');
  }

  /** Start of the keys of how this booking request and all that share its slot ended; a window's id follows. */
  endings(requestId: string): string {
    return this.#ofShard(Keys.shardOf(requestId), 'endings:');
  }

  /** Every hash (ending → how many requests of the window) there is. */
  allEndings(windowId: string): string[] {
    return Array.from({ length: REQUEST_SHARDS }, (_, shard) => this.#ofShard(shard, `endings:${windowId}`));
  }

  /** Every {@link openRequests} there is. */
  allOpenRequests(): string[] {
    return Array.from({ length: REQUEST_SHARDS }, (_, shard) => this.#ofShard(shard, 'open'));
  }

  /** Which booking requests share a slot of a Redis Cluster. */
  static shardOf(requestId: string): number {
    return requestId.charCodeAt(SHARD_CHARACTER) % REQUEST_SHARDS || 0;
  }

  /** String: what a person has chosen so far in a window. */
  draft(windowId: string, personKey: string): string {
    return this.#ofDrafts(personKey, `${windowId}:${personKey}`);
  }

  /** String: how many new drafts were kept lately, of this person and of those that share their slot of a cluster. */
  newDrafts(personKey: string): string {
    return this.#ofDrafts(personKey, 'new');
  }

  /** Sorted set: person → when they ended their sessions, ms. */
  sessionEnds(): string {
    return `${this.#prefix}:session-ends`;
  }

  /** String: which roll of a campaign the edge goes by, JSON. */
  rollMark(campaignId: string): string {
    return `${this.#prefix}:roll:${campaignId}:mark`;
  }

  /** String: digests of some of the people on a roll; named by its content, and apart from the others of a roll. */
  rollPiece(campaignId: string, index: number, id: string): string {
    return `${this.#prefix}:roll:${campaignId}:${index}:${id}`;
  }

  /** String: which worker publishes a roll. */
  rollLease(campaignId: string): string {
    return `${this.#prefix}:roll:${campaignId}:lease`;
  }

  /** String: which worker calls the numbers. */
  outflowLease(): string {
    return `${this.#prefix}:outflow-lease`;
  }

  /** String: a consent in force, JSON, or that it has ended. Consents are spread over a Redis Cluster. */
  consent(consentId: string): string {
    return `${this.#prefix}:consent:${consentId}`;
  }

  /** String: the seat that was taken by a consent, JSON. */
  consentSeat(consentId: string): string {
    return `${this.#prefix}:consent-seat:${consentId}`;
  }

  #ofShard(shard: number, what: string): string {
    return `${this.#prefix}:{requests-${shard}}:${what}`;
  }

  #ofDrafts(personKey: string, what: string): string {
    const shard = personKey.charCodeAt(0) % DRAFT_SHARDS || 0;
    return `${this.#prefix}:{drafts-${shard}}:${what}`;
  }

  #ofWindow(windowId: string, what: string): string {
    return `${this.#prefix}:{w:${windowId}}:${what}`;
  }
}
