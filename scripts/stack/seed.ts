/** placeholder */
export async function seed(_databaseUrl: string): Promise<{ sites: number }> {
  return { sites: 0 };
}
