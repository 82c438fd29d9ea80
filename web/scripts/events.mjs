// Tells the results of vitest as "go test -json" does, so that one report counts them all.
export default class Events {
  onTestCaseResult(test) {
    const { state, errors } = test.result();
    const event = { Package: "page", Test: test.fullName };
    for (const error of errors ?? [])
      this.#tell({ ...event, Action: "output", Output: `${error.stack ?? error.message}\n` });
    this.#tell({ ...event, Action: { passed: "pass", failed: "fail" }[state] ?? "skip" });
  }

  onTestModuleEnd(module) {
    for (const error of module.errors()) {
      this.#tell({
        Package: "page",
        Test: module.moduleId,
        Action: "output",
        Output: `${error.stack ?? error.message}\n`,
      });
      this.#tell({ Package: "page", Test: module.moduleId, Action: "fail" });
    }
  }

  #tell(event) {
    process.stdout.write(`${JSON.stringify(event)}\n`);
  }
}
