package registry

import (
	"github.com/google/uuid"

	"github.com/safeconduct/safeconduct/registry/fact"
	"github.com/safeconduct/safeconduct/storage/key"
	"github.com/safeconduct/safeconduct/storage/table"
)

// The indexes. Their codes, like those of the tables, are part of the stored
// form and never change.
var (
	organizationWords = &table.Index[fact.Organization]{Code: 1, Keys: func(o *fact.Organization) (keys [][]byte) {
		for _, word := range wordsOf(o) {
			keys = append(keys, key.AppendString(nil, word))
		}
		return keys
	}}
	organizationGroup = &table.Index[fact.Organization]{Code: 2, Keys: func(o *fact.Organization) [][]byte {
		if o.Group == "" {
			return nil
		}
		return [][]byte{groupKey(o.Group)}
	}}
	agreementPair     = &table.Index[fact.Agreement]{Code: 1, Keys: func(a *fact.Agreement) [][]byte { return ids(a.Exporter, a.Importer) }}
	agreementImporter = &table.Index[fact.Agreement]{Code: 2, Keys: func(a *fact.Agreement) [][]byte { return ids(a.Importer) }}
	certificationOf   = &table.Index[fact.Certification]{Code: 1, Keys: func(c *fact.Certification) [][]byte { return ids(c.Organization) }}
	rulesGroup        = &table.Index[fact.BindingRules]{Code: 1, Keys: func(b *fact.BindingRules) [][]byte {
		return [][]byte{groupKey(b.Group)}
	}}
	assessmentPair     = &table.Index[fact.Assessment]{Code: 1, Keys: func(a *fact.Assessment) [][]byte { return ids(a.Exporter, a.Importer) }}
	assessmentImporter = &table.Index[fact.Assessment]{Code: 2, Keys: func(a *fact.Assessment) [][]byte { return ids(a.Importer) }}
	flowPair           = &table.Index[fact.Flow]{Code: 1, Keys: func(f *fact.Flow) [][]byte { return ids(f.Exporter, f.Importer) }}
	flowImporter       = &table.Index[fact.Flow]{Code: 2, Keys: func(f *fact.Flow) [][]byte { return ids(f.Importer) }}
	flowCustomer       = &table.Index[fact.Flow]{Code: 3, Keys: func(f *fact.Flow) [][]byte { return ids(f.Customer) }}
	flowDeclared       = &table.Index[fact.Flow]{Code: 4, Keys: func(f *fact.Flow) [][]byte { return ids(f.Declared.Agreement) }}
	flowOnward         = &table.Index[fact.Flow]{Code: 5, Keys: func(f *fact.Flow) [][]byte { return ids(f.OnwardOf) }}
)

func groupKey(group string) []byte { return key.AppendString(nil, group) }

// ids is the one key made of ids, none where the first names nothing.
func ids(all ...fact.ID) [][]byte {
	if all[0] == uuid.Nil {
		return nil
	}
	k := make([]byte, 0, len(all)*len(uuid.Nil))
	for _, id := range all {
		k = key.AppendUUID(k, id)
	}
	return [][]byte{k}
}

// record is what the tables ask of every record.
type record[T any] interface {
	*T
	Stored() (id *uuid.UUID, externalID string, version *int)
	Clear()
	MarkErased(by uint64)
}

// records is the table of a kind of record.
func records[T any, P record[T]](name string, code byte, indexes []*table.Index[T], refs ...table.Ref[T]) *table.Table[T] {
	return &table.Table[T]{
		Name: name, Code: code,
		Header: func(t *T) (*uuid.UUID, string, *int) { return P(t).Stored() },
		Erasure: table.Erasure[T]{
			Clear: func(t *T) { P(t).Clear() },
			Mark:  func(t *T, by table.Seq) { P(t).MarkErased(uint64(by)) },
		},
		Indexes: indexes, Refs: refs,
	}
}

// party refers to an organization.
func party[T any](field string, id func(*T) fact.ID, by *table.Index[T]) table.Ref[T] {
	return table.Ref[T]{Field: field, To: organizations, ID: id, By: by}
}

// The tables, each with the references that it enforces.
var (
	organizations = records("organization", 1, []*table.Index[fact.Organization]{organizationWords, organizationGroup})
	agreements    = records(
		"agreement", 2, []*table.Index[fact.Agreement]{agreementPair, agreementImporter},
		party("exporter", func(a *fact.Agreement) fact.ID { return a.Exporter }, agreementPair),
		party("importer", func(a *fact.Agreement) fact.ID { return a.Importer }, agreementImporter),
	)
	certifications = records(
		"certification", 3, []*table.Index[fact.Certification]{certificationOf},
		party("organization", func(c *fact.Certification) fact.ID { return c.Organization }, certificationOf),
	)
	bindingRules = records("binding rules", 4, []*table.Index[fact.BindingRules]{rulesGroup})
	assessments  = records(
		"assessment", 5, []*table.Index[fact.Assessment]{assessmentPair, assessmentImporter},
		party("exporter", func(a *fact.Assessment) fact.ID { return a.Exporter }, assessmentPair),
		party("importer", func(a *fact.Assessment) fact.ID { return a.Importer }, assessmentImporter),
	)
	flows = records(
		"flow", 6, []*table.Index[fact.Flow]{flowPair, flowImporter, flowCustomer, flowDeclared, flowOnward},
		party("exporter", func(f *fact.Flow) fact.ID { return f.Exporter }, flowPair),
		party("importer", func(f *fact.Flow) fact.ID { return f.Importer }, flowImporter),
		party("customer", func(f *fact.Flow) fact.ID { return f.Customer }, flowCustomer),
		table.Ref[fact.Flow]{Field: "declared_basis", To: agreements, ID: func(f *fact.Flow) fact.ID { return f.Declared.Agreement }, By: flowDeclared},
	)
	documents = records[fact.Document]("document", 7, nil) // the files that are kept
)

// laws has one record, whose versions are the laws that were in force.
var laws = &table.Table[fact.Law]{
	Name: "law", Code: 8, Header: func(l *fact.Law) (*uuid.UUID, string, *int) { return l.Stored() },
}

// scenarios are questions that are kept; no verdict follows from them.
var scenarios = records[SavedScenario]("scenario", 9, nil)

// tokens are by whom programs are let in.
var tokens = &table.Table[Token]{
	Name: "token", Code: 10, Header: func(t *Token) (*uuid.UUID, string, *int) { return t.Stored() },
}

// tables are all of them.
var tables = []table.Named{organizations, agreements, certifications, bindingRules, assessments, flows, documents, laws, scenarios, tokens, accessDays, triages, comments}

// A flow may refer to another one; a variable cannot name itself while it is
// being made.
func init() {
	flows.Refs = append(flows.Refs, table.Ref[fact.Flow]{
		Field: "onward_of", To: flows, ID: func(f *fact.Flow) fact.ID { return f.OnwardOf }, By: flowOnward,
	})
}
