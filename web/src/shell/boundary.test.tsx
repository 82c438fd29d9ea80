import { expect, test } from "vitest";
import { Boundary } from "./boundary";

test("a page that failed gives way to a word, and another address to another try", () => {
  expect(Boundary.getDerivedStateFromError()).toEqual({ failed: true });
  const boundary = new Boundary({ address: "/log?from=x", children: "the page" });
  expect(boundary.render()).toBe("the page");
  boundary.state = { failed: true };
  expect(boundary.render()).not.toBe("the page");
  let next: unknown;
  boundary.setState = (state) => {
    next = state;
  };
  boundary.componentDidUpdate(boundary.props);
  expect(next).toBe(undefined);
  boundary.componentDidUpdate({ address: "/flags", children: "" });
  expect(next).toEqual({ failed: false });
});
