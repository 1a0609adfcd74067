import { PrismaPg } from '@prisma/adapter-pg';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;

/**
 * Prisma's adapter cuts a migration at every semicolon, function bodies included, and runs the pieces on whatever
 * connections are free. This one hands the whole script to Postgres, which runs it in one transaction.
 */
export class ScriptAdapterFactory extends PrismaPg {
  override async connect(): Promise<Adapter> {
    return whole(await super.connect());
  }

  override async connectToShadowDb(): Promise<Adapter> {
    return whole(await super.connectToShadowDb());
  }
}

function whole(adapter: Adapter): Adapter {
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script);
  };
  return adapter;
}
