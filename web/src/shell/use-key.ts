import { useParams } from "wouter";

/** The key of the record that an address names. */
export function useKey(): string {
  const { id = "" } = useParams<{ id: string }>();
  try {
    return decodeURIComponent(id);
  } catch {
    return id; // a percent sign of its own: the router has read the others
  }
}
