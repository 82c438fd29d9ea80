package law

import (
	"slices"

	"github.com/safeconduct/safeconduct/registry/civil"
)

// Window is a period of days, both included; a bound that is not given is open.
type Window struct {
	From    civil.Date `yaml:"from"`
	Through civil.Date `yaml:"through"`
}

// Days is the window as a half-open period.
func (w Window) Days() civil.Interval { return civil.Between(w.From, w.Through) }

// Source is where an entry comes from and how sure it is.
type Source struct {
	Citation       string     `yaml:"citation"`        // the official reference
	Sources        []string   `yaml:"sources"`         // further references
	Confidence     Confidence `yaml:"confidence"`      // how sure the entry is
	ConfidenceNote string     `yaml:"confidence_note"` // which part is only recalled
	Note           string     `yaml:"note"`            // what a reader must know
}

// Instrument is what instruments of every kind have: a legal text with a name
// for ever (ID), the days on which it is in force and its citation. For clauses
// and addenda, which each regime recognises by itself, Regime is empty and the
// window is the hull of the days on which they may be relied on.
type Instrument struct {
	ID        string     `yaml:"id"`     // stable key, never renamed
	Kind      Kind       `yaml:"-"`      // follows from the section
	Regime    Regime     `yaml:"regime"` // whose law it is
	Name      string     `yaml:"name"`
	Supposed  string     `yaml:"-"`         // the name of the country that a scenario supposes to be adequate; empty: it has a name of its own
	Adopted   civil.Date `yaml:"adopted"`   // day of the act, informative
	Published civil.Date `yaml:"published"` // day of its official journal, informative
	Window    `yaml:",inline"`
	End       *End `yaml:"end"` // how it ended, nil while it has not
	Source    `yaml:",inline"`
}

// End is how an instrument ended.
type End struct {
	Kind EndKind    `yaml:"kind"`
	Date civil.Date `yaml:"date"` // its own day: the instrument no longer holds on it
	By   string     `yaml:"by"`   // citation of what ended it
}

// EndedByCourt reports whether a court, or a scenario in its place,
// invalidated the instrument.
func (i *Instrument) EndedByCourt() bool { return i.End != nil && i.End.Kind == Invalidated }

// Scope limits what an instrument covers. Only the sectors decide.
type Scope struct {
	Sectors         []Sector `yaml:"sectors"`          // of the importer; none given: all
	ExporterSectors []Sector `yaml:"exporter_sectors"` // of the exporter; none given: all
	Only            []string `yaml:"only"`             // what alone is covered, for people
	Excludes        []string `yaml:"excludes"`         // what is left out, for people
	Handling        []string `yaml:"handling"`         // how data must be handled, for people
}

// ServesImporter reports whether importers of a sector are covered.
func (s *Scope) ServesImporter(sector Sector) bool { return isAmong(sector, s.Sectors) }

// ServesExporter reports whether exporters of a sector are covered.
func (s *Scope) ServesExporter(sector Sector) bool { return isAmong(sector, s.ExporterSectors) }

// Serves reports whether both parties are covered.
func (s *Scope) Serves(exporter, importer Sector) bool {
	return s.ServesExporter(exporter) && s.ServesImporter(importer)
}

// isAmong reports whether a sector is one of those that are covered; none named covers
// all.
func isAmong(sector Sector, covered []Sector) bool {
	return len(covered) == 0 || slices.Contains(covered, sector)
}

// Adequacy is a finding that a country, territory or organization protects
// personal data adequately (GDPR art. 45). Destination EEA means the
// territories inside the EEA on the day, without the United Kingdom.
type Adequacy struct {
	Instrument       `yaml:",inline"`
	Destination      string `yaml:"destination"`
	DestinationsNote string `yaml:"destinations_note"`
	Scope            Scope  `yaml:"scope"`
	Terms            []Term `yaml:"terms"` // the terms of a decision with a sunset that was moved, for people
}

// Term is one term of a decision with a sunset.
type Term struct {
	Window   `yaml:",inline"`
	Citation string `yaml:"citation"`
	Scope    Scope  `yaml:"scope"`
}

// Framework is an adequacy finding for certified recipients only.
type Framework struct {
	Instrument           `yaml:",inline"`
	Destination          string      `yaml:"destination"`
	Requires             []string    `yaml:"requires"` // frameworks in which the importer must be certified too
	Scope                Scope       `yaml:"scope"`
	CertificationFrom    civil.Date  `yaml:"certification_from"`     // informative
	NewCertificationFrom civil.Date  `yaml:"new_certification_from"` // informative
	AdministeredThrough  civil.Date  `yaml:"administered_through"`   // informative
	CoversAlso           []string    `yaml:"covers_also"`            // informative
	Certification        *Certifying `yaml:"certification"`          // informative
	Succession           *Succession `yaml:"succession"`             // informative
}

// Certifying tells people how one certifies in a framework.
type Certifying struct {
	Period     string   `yaml:"period"` // ISO 8601 duration
	Renew      string   `yaml:"renew"`
	Lapses     string   `yaml:"lapses"`
	Covers     []string `yaml:"covers"`
	HRDeclared bool     `yaml:"hr_declared"`
	Recourse   string   `yaml:"recourse"`
	Eligible   string   `yaml:"eligible"`
	Entity     string   `yaml:"entity"`
}

// Succession tells people how participants of an earlier framework moved over.
type Succession struct {
	FromFramework   string     `yaml:"from_framework"`
	ParticipantsOn  civil.Date `yaml:"participants_on"`
	Keeps           string     `yaml:"keeps"`
	PolicyUpdateDue civil.Date `yaml:"policy_update_due"`
}

// BindingRules is the entry of a regime under which approvals of binding
// corporate rules of a type count.
type BindingRules struct {
	Instrument    `yaml:",inline"`
	Type          RulesType `yaml:"type"`
	ExporterRoles []Letter  `yaml:"exporter_roles"` // none given: all
	ContinuesAs   string    `yaml:"continues_as"`   // informative
	Conditions    []string  `yaml:"conditions"`     // for people
}

// OtherSafeguard is a safeguard other than standard clauses and binding rules
// that an agreement may name.
type OtherSafeguard struct {
	Instrument `yaml:",inline"`
	Scope      Scope  `yaml:"scope"`
	Needs      string `yaml:"needs"`      // authorisation or notification, holds only from that day
	Authorise  Window `yaml:"authorise"`  // in which that day must lie
	Assessment bool   `yaml:"assessment"` // whether a transfer impact assessment must accompany it
}

// Derogation is an exception that a flow may declare (GDPR art. 49).
type Derogation struct {
	Instrument `yaml:",inline"`
	Ground     string `yaml:"ground"`
	Occasional bool   `yaml:"occasional"` // for people: only for transfers that are not repetitive
	NotFor     string `yaml:"not_for"`    // for people
}

// Over are the days after the window has closed; none while it is open.
func (w Window) Over() civil.Interval {
	if w.Through.IsZero() {
		return civil.Interval{}
	}
	return civil.Since(w.Through + 1)
}

// ToCome are the days before the window opens; none when it always was.
func (w Window) ToCome() civil.Interval { return civil.Before(w.From) }

// Serves reports whether the entry is for an exporter of the role: of its type
// (or of any), and among its roles where it names them.
func (b *BindingRules) Serves(exporter Role) bool {
	names := func(l Letter) bool { return l.Role() == exporter }
	if len(b.ExporterRoles) > 0 && !slices.ContainsFunc(b.ExporterRoles, names) {
		return false
	}
	switch b.Type {
	case AnyRules:
		return true
	case ControllerRules:
		return exporter == Controller
	case ProcessorRules:
		return exporter == Processor
	}
	return false
}
