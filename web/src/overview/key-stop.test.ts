import { expect, test } from "vitest";
import { keyStop } from "./key-stop";

const key = (key: string, shiftKey = false) => keyStop({ key, shiftKey }, 50, 100);

test("arrows move by a stop, with shift and by pages by a year, home and end to the ends", () => {
  expect(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map((one) => key(one))).toEqual([
    49, 51, 51, 49,
  ]);
  expect([key("ArrowRight", true), key("PageUp"), key("PageDown")]).toEqual([62, 62, 38]);
  expect([key("Home"), key("End")]).toEqual([0, 99]);
});

test("the ends are not passed, and other keys are left to the browser", () => {
  expect(keyStop({ key: "ArrowLeft", shiftKey: false }, 0, 100)).toBe(0);
  expect(keyStop({ key: "PageUp", shiftKey: false }, 95, 100)).toBe(99);
  expect(key("Tab")).toBeUndefined();
});
