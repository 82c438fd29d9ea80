package main

import (
	"fmt"
	"time"
)

// askKnown asks the registry for its summary, as it is now and as it was known
// before a change: how long the first question about an earlier moment takes, and
// what further ones cost.
func askKnown(ask func(string) (answer, error)) error {
	moment := time.Now().Add(-time.Millisecond).UTC().Format(time.RFC3339Nano)
	const change = `mutation { amendFlow(externalId: "f-00000000", input: {name: "Renamed"}) { record { id } } }`
	if _, err := patiently(ask, change); err != nil {
		return err
	}
	const question = `summary(asOf: "2020-07-16") { activeFlows }`
	now, then := "{ "+question+" }", fmt.Sprintf(`{ asKnownAt(moment: %q) { %s } }`, moment, question)
	if _, err := patiently(ask, now); err != nil {
		return err
	}
	earliest, err := patiently(ask, then)
	if err != nil {
		return err
	}
	const verdict = `flow(externalId: "f-00000007") { verdict(asOf: "2020-07-16") { status } }`
	for _, asked := range []struct{ what, question string }{{"summary", question}, {"verdict", verdict}} {
		latest, err := meanTime(ask, questionsOfKnown, func(int) string { return "{ " + asked.question + " }" })
		if err != nil {
			return err
		}
		earlier, err := meanTime(ask, questionsOfKnown, func(int) string { return fmt.Sprintf(`{ asKnownAt(moment: %q) { %s } }`, moment, asked.question) })
		if err != nil {
			return err
		}
		fmt.Printf("  as known before a change: %s %.2f ms, now %.2f ms (%.1f ×)\n", asked.what, earlier, latest, earlier/latest)
	}
	fmt.Printf("  the first question about that moment took %.1f s\n", earliest.took.Seconds())
	return nil
}
