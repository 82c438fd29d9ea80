/** What is said of the names of an address, without those of which nothing is. */
export const given = (said: Record<string, string | false | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(said).filter((one): one is [string, string] => !!one[1]));
