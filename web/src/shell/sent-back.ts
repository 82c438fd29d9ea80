/** Why somebody was not signed in at the provider, as the server says it. */
export interface SentBack {
  words: string;
  /** That of the words. */
  language: string;
}

/**
 * What the server wrote into the page if it came in the place of somebody's sign-in. The
 * address under which the provider had sent them back is good for nothing any more: that
 * of what they wanted takes its place.
 */
export function readSentBack(): SentBack | undefined {
  const told = document.querySelector<HTMLMetaElement>("meta[name=sent-back]");
  if (!told) return undefined;
  history.replaceState(null, "", told.dataset.wanted);
  return { words: told.content, language: told.lang };
}
