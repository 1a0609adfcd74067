import { type Attributes, ROOT_CONTEXT, SpanStatusCode, TraceFlags, type Tracer, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  RandomIdGenerator,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { TraceSettings } from './config.ts';

/** Steps kept until they are sent; beyond it they are dropped, because nobody's booking waits for a trace. */
const MAX_KEPT = 4_096;
const SENT_EVERY_MS = 1_000;
/** Longest to wait for the receiver when the service ends. */
const LAST_WORDS_MS = 2_000;
const SPAN_ID_LENGTH = 16;
const REQUEST_ID = /^r-([\w-]{22})$/;

/** One step on the way of a booking request, told once it is over. Instants are milliseconds since the epoch. */
export interface TracedStep {
  readonly requestId: string;
  readonly name: string;
  readonly startedMs: number;
  readonly endedMs: number;
  /** Nothing of a person. */
  readonly facts?: Attributes;
  readonly failed?: boolean;
}

/**
 * The way of booking requests through the services, as OpenTelemetry traces. A request's 128 random bits are its trace's
 * id, so every service that knows the request tells of the same trace, and nothing has to travel along: not through the queue, not
 * through Postgres. By the same bits all of them agree on which requests are told of.
 */
export class BookingTraces implements AsyncDisposable {
  readonly #provider: BasicTracerProvider | null;
  readonly #tracer: Tracer | null;
  readonly #ids = new GivenIds();

  constructor(service: string, { endpoint, share }: TraceSettings) {
    this.#provider = endpoint === null ? null : providerOf(service, endpoint, share, this.#ids);
    this.#tracer = this.#provider?.getTracer('sunbeon') ?? null;
  }

  /** Whether anything is told to anybody: what is only for traces need not be found out otherwise. */
  get isOn(): boolean {
    return this.#tracer !== null;
  }

  /** The step that takes a request in, of which all others are parts. */
  began(step: TracedStep): void {
    const ids = idsOf(step.requestId);
    if (this.#tracer === null || ids === null) return;
    this.#ids.next = ids;
    this.#tell(this.#tracer, step, ROOT_CONTEXT);
    this.#ids.next = null;
  }

  /** A step after that. */
  went(step: TracedStep): void {
    const ids = idsOf(step.requestId);
    if (this.#tracer === null || ids === null) return;
    const first = { ...ids, traceFlags: TraceFlags.SAMPLED, isRemote: true };
    this.#tell(this.#tracer, step, trace.setSpanContext(ROOT_CONTEXT, first));
  }

  #tell(
    tracer: Tracer,
    { name, requestId, startedMs, endedMs, facts, failed }: TracedStep,
    parent: typeof ROOT_CONTEXT,
  ) {
    const attributes = { 'sunbeon.request': requestId, ...facts };
    const span = tracer.startSpan(name, { startTime: startedMs, attributes }, parent);
    if (failed === true) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(Math.max(startedMs, endedMs));
  }

  /** Sends what is left, for two seconds at most. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#provider?.shutdown().catch(() => {
      // A receiver that is away is told nothing.
    });
  }
}

interface StepIds {
  readonly traceId: string;
  readonly spanId: string;
}

/** The ids of a request's first step; `null` for what is no request id. */
function idsOf(requestId: string): StepIds | null {
  const bits = REQUEST_ID.exec(requestId)?.[1];
  if (bits === undefined) return null;
  const traceId = Buffer.from(bits, 'base64url').toString('hex');
  return { traceId, spanId: traceId.slice(-SPAN_ID_LENGTH) };
}

/** Random ids, but for a first step, whose ids are its request's. */
class GivenIds {
  next: StepIds | null = null;
  readonly #random = new RandomIdGenerator();

  generateTraceId = (): string => this.next?.traceId ?? this.#random.generateTraceId();
  generateSpanId = (): string => this.next?.spanId ?? this.#random.generateSpanId();
}

function providerOf(service: string, endpoint: string, share: number, idGenerator: GivenIds): BasicTracerProvider {
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  return new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'sunbeon' }),
    sampler: new TraceIdRatioBasedSampler(share),
    idGenerator,
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url, timeoutMillis: LAST_WORDS_MS }), {
        maxQueueSize: MAX_KEPT,
        maxExportBatchSize: MAX_KEPT / 8,
        scheduledDelayMillis: SENT_EVERY_MS,
        exportTimeoutMillis: LAST_WORDS_MS,
      }),
    ],
  });
}
