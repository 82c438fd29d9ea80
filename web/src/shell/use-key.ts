import { useLocation } from "wouter";

/**
 * The key of the record that an address names. It is read off the address itself: the
 * router has decoded a part of what it hands out, and nobody can tell which.
 */
export function useKey(): string {
  useLocation(); // which tells when the address changes
  return keyIn(location.pathname);
}

/** The key in a path such as /flows/KEY. */
export function keyIn(path: string): string {
  const [, , key = ""] = path.split("/");
  try {
    return decodeURIComponent(key);
  } catch {
    return key; // a percent sign that begins nothing
  }
}
