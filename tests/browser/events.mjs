// Tells the results of node --test as "go test -json" does, so that one report
// counts them all.
export default async function* events(source) {
  for await (const { type, data } of source) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    if (data.details?.type === "suite") continue;
    const event = { Package: "page", Test: data.name };
    if (data.skip !== undefined) {
      yield line({ ...event, Action: "skip" });
      continue;
    }
    if (type === "test:fail") {
      const cause = data.details.error?.cause ?? data.details.error;
      yield line({ ...event, Action: "output", Output: `${cause?.stack ?? cause}\n` });
    }
    yield line({ ...event, Action: type === "test:pass" ? "pass" : "fail" });
  }
}

const line = (event) => `${JSON.stringify(event)}\n`;
