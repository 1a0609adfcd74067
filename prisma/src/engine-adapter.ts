import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { FieldDef, Pool } from 'pg';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;

/** `"char"`, the one-byte type of Postgres' catalogues, and a type Prisma's adapter knows whose values look the same. */
const CHAR_OID = 18;
const BPCHAR_OID = 1042;

/**
 * Prisma's adapter to Postgres, made fit for the schema engine in two ways. It would cut a migration at every semicolon,
 * function bodies included, and run the pieces on whatever connections are free: here a script goes to Postgres whole,
 * which runs it in one transaction. And it would refuse the type `"char"`, by which the engine reads the catalogues.
 */
export class EngineAdapterFactory extends PrismaPg {
  /** The `"char"` columns of the newest result; the engine asks one thing at a time. */
  #charColumns: ReadonlySet<string> = new Set();

  constructor(pool: Pool) {
    super(pool);
    pool.on('connect', ({ connection }) => {
      connection.on('rowDescription', ({ fields }: { readonly fields: FieldDef[] }) => this.#describe(fields));
    });
  }

  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      const typeOf = (name: string, index: number) =>
        this.#charColumns.has(name) ? ColumnTypeEnum.Character : (result.columnTypes[index] ?? ColumnTypeEnum.Text);
      return { ...result, columnTypes: result.columnNames.map(typeOf) };
    };
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script);
    };
    return adapter;
  }

  #describe(fields: readonly FieldDef[]): void {
    const chars = fields.filter(({ dataTypeID }) => dataTypeID === CHAR_OID);
    for (const field of chars) field.dataTypeID = BPCHAR_OID;
    this.#charColumns = new Set(chars.map(({ name }) => name));
  }
}
