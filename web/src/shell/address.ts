import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { type Day, dayFrom, today } from "../time/day";

/** What a view shows lies in its address, so that every view is a link. */
export interface Address {
  path: string;
  params: URLSearchParams;
  /** The value of a parameter; empty where it is not given. */
  get: (name: string) => string;
  all: (name: string) => string[];
  /** The day that is looked at: today where none is given. */
  on: Day;
  /** Changes parameters; null or an empty text removes one. */
  set: (changes: Changes, how?: "push" | "replace") => void;
  /** This address with some parameters changed, as a link. */
  link: (changes: Changes) => string;
  go: (to: string) => void;
}

export type Changes = Record<string, string | string[] | null>;

/** A path with parameters. */
export function addressOf(path: string, params: URLSearchParams, changes: Changes): string {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) if (one) next.append(name, one);
  }
  const text = next.toString();
  return text ? `${path}?${text}` : path;
}

export function useAddress(): Address {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const params = useMemo(() => new URLSearchParams(search), [search]);
  const link = useCallback((changes: Changes) => addressOf(path, params, changes), [path, params]);
  return useMemo(
    () => ({
      path,
      params,
      get: (name) => params.get(name) ?? "",
      all: (name) => params.getAll(name),
      on: dayFrom(params.get("on")),
      set: (changes, how = "replace") => navigate(link(changes), { replace: how === "replace" }),
      link,
      go: (to) => navigate(to),
    }),
    [path, params, link, navigate],
  );
}

/** A link to another page that keeps the day that is looked at. */
export function onDay(path: string, on: Day, more: Record<string, string> = {}): string {
  return addressOf(path, new URLSearchParams(), { ...(on === today() ? {} : { on }), ...more });
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
