import { z } from 'zod';

const documentSchema = z.looseObject({
  code: z.string(),
  title: z.string().optional(),
  detail: z.string().optional(),
  status: z.int().optional(),
});

/** What a service answered instead of what was asked for (RFC 9457). */
export type ProblemReport = Readonly<z.infer<typeof documentSchema>>;

/** A call was refused; `report` is the problem document of the answer, or one of ours when there was no such answer. */
export class RemoteProblem extends Error {
  override readonly name = 'RemoteProblem';
  readonly report: ProblemReport;

  constructor(report: ProblemReport, options?: ErrorOptions) {
    super(`${report.code}: ${report.detail ?? report.title ?? ''}`, options);
    this.report = report;
  }
}

/** The problem in an answer's body, or `unexpected-answer` when it holds none. */
export function problemOf(status: number, body: unknown): RemoteProblem {
  const parsed = documentSchema.safeParse(body);
  if (parsed.success) return new RemoteProblem({ ...parsed.data, status });
  return new RemoteProblem({ code: 'unexpected-answer', detail: `the service answered ${status}`, status });
}
