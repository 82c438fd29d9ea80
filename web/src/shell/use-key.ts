import { useLocation } from "wouter";
import { keyIn } from "./address";

/**
 * The key of the record that an address names. It is read off the address itself: the
 * router has decoded a part of what it hands out, and nobody can tell which.
 */
export function useKey(): string {
  useLocation(); // which tells when the address changes
  return keyIn(location.pathname);
}
