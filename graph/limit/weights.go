package limit

// MostCost is what one operation may cost. One is about a microsecond's work.
const MostCost = 2_000_000

// hypothesis is what it costs to suppose something: every flow may be decided anew, and
// what becomes of each takes memory while it is asked about, so that an operation has
// room for four.
const hypothesis = 400_000

// dryRun is what it costs to try a mutation: what it would touch is decided, beside all
// that is.
const dryRun = 50_000

// Weights are what questions cost that look at more than they answer; any other
// field costs 1.
var Weights = map[string]int64{
	"Query.summary":       2_000,
	"Query.flows":         500,
	"Query.deadlines":     10_000,
	"Query.series":        5_000, // and its counts
	"Query.scenario":      hypothesis,
	"Query.asKnownAt":     hypothesis, // likewise, of an earlier state
	"Query.flagsSince":    50_000,
	"Query.remedies":      50_000,
	"Query.flagGroups":    50_000,
	"Query.history":       200,
	"Query.log":           10_000, // read from its beginning, and once more to be counted
	"Query.accessLog":     20_000,
	"Query.organizations": 200,
	"Query.customers":     100,
	"Impact.remedies":     50_000,
	"Flow.remedies":       1_000,
	"FlagGroup.mendings":  1_000,
	"Flow.verdict":        20,
	"Flow.timeline":       20,
	"Hit.before":          20,
	"Hit.after":           20,
	"Impact.flowsHit":     500,
	"Impact.groups":       10_000,
	"Scenario.falls":      10_000,

	"Subscription.flagsChanged": 500, // each time that something was written

	"SavedScenario.scenario": hypothesis,
	"SavedScenario.now":      hypothesis,
	"SavedScenario.compare":  2 * hypothesis,
	"Mutation.saveScenario":  50_000,
	"Mutation.snoozeFlags":   20_000,
	"Changed.effect":         50_000, // of a dry run, which decides what would be touched
}

// ArgumentWeights are what a field costs more where an argument is given that has it look
// at more, by the argument and, of one that is an object, by the object's field.
var ArgumentWeights = map[string]int64{
	"Query.agreements.executed":   5_000, // no index says it: each record is read
	"Query.organizations.country": 5_000,
	"Query.organizations.kind":    5_000,
	"Impact.flowsHit.text":        50_000,
	"FlowFilter.remedy":           50_000, // what Query.remedies costs, which it asks first
	"FlowFilter.text":             50_000, // the names of all that the rest admits are read
}

// shortSearch is what it costs more to look for companies by fewer than [fewLetters]
// letters, or by none: most of them are found, and each is read.
const (
	shortSearch = 600
	fewLetters  = 3
)

// perValue is what each value of a list costs that narrows something: it is looked up, and
// held against what there is.
const perValue = 10
