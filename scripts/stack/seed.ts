/** placeholder */
export async function seed(_databaseUrl: string): Promise<void> {}
