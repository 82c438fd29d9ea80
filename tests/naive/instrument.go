package naive

// Regime is one of EU, CH and UK; Area names the list of its own territories.
type Regime struct {
	ID         string `yaml:"id"`
	Area       string `yaml:"area"`
	JudgedFrom Day    `yaml:"judged_from"`
}

// Territories says what lies inside the area of which regime, and when.
type Territories struct {
	EEA []struct {
		Code   string `yaml:"code"`
		Inside Window `yaml:"inside"`
	} `yaml:"eea"`
	Special []struct {
		Code      string   `yaml:"code"`
		Also      []string `yaml:"also"`
		Regime    string   `yaml:"regime"`
		Treatment string   `yaml:"treatment"`
		PartOf    string   `yaml:"part_of"`
		Window    `yaml:",inline"`
	} `yaml:"special"`
}

// Scope limits an instrument to sectors; an empty list limits nothing.
type Scope struct {
	Sectors         []string `yaml:"sectors"`
	ExporterSectors []string `yaml:"exporter_sectors"`
}

// Adequacy is a finding that a destination protects data adequately.
type Adequacy struct {
	ID          string `yaml:"id"`
	Regime      string `yaml:"regime"`
	Destination string `yaml:"destination"`
	Scope       Scope  `yaml:"scope"`
	Window      `yaml:",inline"`
}

// Framework is adequacy for certified importers only.
type Framework struct {
	ID          string   `yaml:"id"`
	Regime      string   `yaml:"regime"`
	Destination string   `yaml:"destination"`
	Requires    []string `yaml:"requires"`
	Scope       Scope    `yaml:"scope"`
	End         struct {
		Kind string `yaml:"kind"`
	} `yaml:"end"`
	Window `yaml:",inline"`

	// invalidatedOn is set by a scenario; a court's ending is End.Kind.
	invalidatedOn *Day
}

// Roles are those of exporter and importer, each C or P.
type Roles [2]string

// ClauseSet is a set of standard clauses, an addendum or processor terms.
type ClauseSet struct {
	ID         string        `yaml:"id"`
	Kind       string        `yaml:"kind"`
	Roles      []Roles       `yaml:"roles"`
	Modules    []Module      `yaml:"modules"`
	Recognised []Recognition `yaml:"recognised"`

	// invalidatedOn is set by a scenario.
	invalidatedOn *Day
}

// Module is one of M1 to M4 of the clauses of 2021.
type Module struct {
	ID         string `yaml:"id"`
	Roles      Roles  `yaml:"roles"`
	Art28      bool   `yaml:"art28"`
	Assessment string `yaml:"assessment"`
}

// Recognition says when a regime lets a set be concluded and relied on.
type Recognition struct {
	Regime   string `yaml:"regime"`
	Conclude Window `yaml:"conclude"`
	Rely     Window `yaml:"rely"`
	With     string `yaml:"with"`
}

func (c *ClauseSet) recognition(regime string) *Recognition {
	for i := range c.Recognised {
		if c.Recognised[i].Regime == regime {
			return &c.Recognised[i]
		}
	}
	return nil
}

// RulesEntry is the entry under which approved binding rules count.
type RulesEntry struct {
	ID     string `yaml:"id"`
	Regime string `yaml:"regime"`
	Type   string `yaml:"type"`
	Window `yaml:",inline"`

	ExporterRoles []string `yaml:"exporter_roles"`
}

// OtherSafeguard is a safeguard of art. 46 beyond clauses and rules.
type OtherSafeguard struct {
	ID         string `yaml:"id"`
	Regime     string `yaml:"regime"`
	Scope      Scope  `yaml:"scope"`
	Needs      string `yaml:"needs"`
	Authorise  Window `yaml:"authorise"`
	Assessment bool   `yaml:"assessment"`
	Window     `yaml:",inline"`
}

// Derogation holds only where a flow declares it.
type Derogation struct {
	ID     string `yaml:"id"`
	Regime string `yaml:"regime"`
	Window `yaml:",inline"`
}

// Requirement is what must accompany a basis.
type Requirement struct {
	ID        string   `yaml:"id"`
	Regime    string   `yaml:"regime"`
	AppliesTo []string `yaml:"applies_to"`
	Effect    string   `yaml:"effect"`
	Window    `yaml:",inline"`
}
