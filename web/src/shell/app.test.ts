import { expect, test } from "vitest";
import served from "../../pages.json";
import { paths } from "./app";

test("the server serves the paths that the page knows, and no others", () => {
  const known = paths.map((path) => (path === "/" ? "/{$}" : path.replace(/:(\w+)/g, "{$1}")));
  expect(known.sort()).toEqual([...served].sort());
});
