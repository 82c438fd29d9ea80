package law

import "github.com/safeconduct/safeconduct/registry/civil"

// RegimeLaw is a regime: from when it judges exports, and the acts behind it.
type RegimeLaw struct {
	ID         Regime     `yaml:"id"`
	Area       string     `yaml:"area"`        // name of its own area, for people
	JudgedFrom civil.Date `yaml:"judged_from"` // first day on which exports are judged
	Laws       []Act      `yaml:"laws"`
}

// Act is an act behind a regime. It lends its citation where no instrument
// decides.
type Act struct {
	ID               string `yaml:"id"`
	Name             string `yaml:"name"`
	Applies          string `yaml:"applies"` // to which states: "EU members", or codes separated by spaces
	Window           `yaml:",inline"`
	TransferArticles string `yaml:"transfer_articles"`
	Source           `yaml:",inline"`
}

// Territories are the members of the EEA and the territories with a code of
// their own that belong to, or stand apart from, the area of a regime.
type Territories struct {
	Citation string       `yaml:"citation"`
	EEA      []*Member    `yaml:"eea"`
	Special  []*Territory `yaml:"special"`
}

// Member is a state that is or was inside the EEA.
type Member struct {
	Code   string  `yaml:"code"`
	Name   string  `yaml:"name"`
	EU     Window  `yaml:"eu"`     // membership of the Union, informative
	EEA    Window  `yaml:"eea"`    // membership of the EEA, informative
	Inside Window  `yaml:"inside"` // days on which a flow into it from the area is no restricted transfer
	Phases []Phase `yaml:"phases"` // for people
	Source `yaml:",inline"`
}

// Phase tells people in what way a state was inside.
type Phase struct {
	Name     string `yaml:"name"`
	Window   `yaml:",inline"`
	Citation string `yaml:"citation"`
}

// Territory is a special territory.
type Territory struct {
	Code      string    `yaml:"code"`
	Name      string    `yaml:"name"`
	Also      []string  `yaml:"also"` // further codes to which the entry applies
	Regime    Regime    `yaml:"regime"`
	Treatment Treatment `yaml:"treatment"`
	PartOf    string    `yaml:"part_of"` // the state as which it counts
	Window    `yaml:",inline"`
	Source    `yaml:",inline"`
}

// Requirement is what must accompany a basis.
type Requirement struct {
	ID          string    `yaml:"id"`
	Name        string    `yaml:"name"`
	Regime      Regime    `yaml:"regime"`
	AppliesTo   []Subject `yaml:"applies_to"`
	NotFor      []string  `yaml:"not_for"` // for people
	Window      `yaml:",inline"`
	Effect      Effect   `yaml:"effect"`
	SatisfiedBy []string `yaml:"satisfied_by"` // for people; the fields art28 of clauses and modules decide
	Source      `yaml:",inline"`
}

// Annotation is a dated event that changes no validity but that a reader of a
// timeline must see.
type Annotation struct {
	Date   civil.Date `yaml:"date"`
	Regime Regime     `yaml:"regime"`
	About  []string   `yaml:"about"` // ids of instruments and requirements
	Text   string     `yaml:"text"`
	Source `yaml:",inline"`
}
