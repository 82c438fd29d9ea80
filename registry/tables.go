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

// The tables, each with the references that it enforces.
var (
	organizations = &table.Table[fact.Organization]{
		Name: "organization", Code: 1, Header: func(o *fact.Organization) (*uuid.UUID, string, *int) { return o.Stored() },
		Erasure: erasure((*fact.Organization).Clear, func(o *fact.Organization) *fact.Header { return &o.Header }),
		Indexes: []*table.Index[fact.Organization]{organizationWords, organizationGroup},
	}
	agreements = &table.Table[fact.Agreement]{
		Name: "agreement", Code: 2, Header: func(a *fact.Agreement) (*uuid.UUID, string, *int) { return a.Stored() },
		Erasure: erasure((*fact.Agreement).Clear, func(a *fact.Agreement) *fact.Header { return &a.Header }),
		Indexes: []*table.Index[fact.Agreement]{agreementPair, agreementImporter},
		Refs: []table.Ref[fact.Agreement]{
			{Field: "exporter", To: organizations, ID: func(a *fact.Agreement) fact.ID { return a.Exporter }, By: agreementPair},
			{Field: "importer", To: organizations, ID: func(a *fact.Agreement) fact.ID { return a.Importer }, By: agreementImporter},
		},
	}
	certifications = &table.Table[fact.Certification]{
		Name: "certification", Code: 3, Header: func(c *fact.Certification) (*uuid.UUID, string, *int) { return c.Stored() },
		Erasure: erasure((*fact.Certification).Clear, func(c *fact.Certification) *fact.Header { return &c.Header }),
		Indexes: []*table.Index[fact.Certification]{certificationOf},
		Refs: []table.Ref[fact.Certification]{
			{Field: "organization", To: organizations, ID: func(c *fact.Certification) fact.ID { return c.Organization }, By: certificationOf},
		},
	}
	bindingRules = &table.Table[fact.BindingRules]{
		Name: "binding rules", Code: 4, Header: func(b *fact.BindingRules) (*uuid.UUID, string, *int) { return b.Stored() },
		Erasure: erasure((*fact.BindingRules).Clear, func(b *fact.BindingRules) *fact.Header { return &b.Header }),
		Indexes: []*table.Index[fact.BindingRules]{rulesGroup},
	}
	assessments = &table.Table[fact.Assessment]{
		Name: "assessment", Code: 5, Header: func(a *fact.Assessment) (*uuid.UUID, string, *int) { return a.Stored() },
		Erasure: erasure((*fact.Assessment).Clear, func(a *fact.Assessment) *fact.Header { return &a.Header }),
		Indexes: []*table.Index[fact.Assessment]{assessmentPair, assessmentImporter},
		Refs: []table.Ref[fact.Assessment]{
			{Field: "exporter", To: organizations, ID: func(a *fact.Assessment) fact.ID { return a.Exporter }, By: assessmentPair},
			{Field: "importer", To: organizations, ID: func(a *fact.Assessment) fact.ID { return a.Importer }, By: assessmentImporter},
		},
	}
	flows = &table.Table[fact.Flow]{
		Name: "flow", Code: 6, Header: func(f *fact.Flow) (*uuid.UUID, string, *int) { return f.Stored() },
		Erasure: erasure((*fact.Flow).Clear, func(f *fact.Flow) *fact.Header { return &f.Header }),
		Indexes: []*table.Index[fact.Flow]{flowPair, flowImporter, flowCustomer, flowDeclared, flowOnward},
		Refs: []table.Ref[fact.Flow]{
			{Field: "exporter", To: organizations, ID: func(f *fact.Flow) fact.ID { return f.Exporter }, By: flowPair},
			{Field: "importer", To: organizations, ID: func(f *fact.Flow) fact.ID { return f.Importer }, By: flowImporter},
			{Field: "customer", To: organizations, ID: func(f *fact.Flow) fact.ID { return f.Customer }, By: flowCustomer},
			{Field: "declared_basis", To: agreements, ID: func(f *fact.Flow) fact.ID { return f.Declared.Agreement }, By: flowDeclared},
		},
	}
)

// erasure clears records and marks them in their headers.
func erasure[T any](clear func(*T), header func(*T) *fact.Header) table.Erasure[T] {
	return table.Erasure[T]{Clear: clear, Mark: func(t *T, by table.Seq) { header(t).Erased = uint64(by) }}
}

// laws has one record, whose versions are the laws that were in force.
var laws = &table.Table[fact.Law]{
	Name: "law", Code: 8, Header: func(l *fact.Law) (*uuid.UUID, string, *int) { return l.Stored() },
}

// A flow may refer to another one; a variable cannot name itself while it is
// being made.
func init() {
	flows.Refs = append(flows.Refs, table.Ref[fact.Flow]{
		Field: "onward_of", To: flows, ID: func(f *fact.Flow) fact.ID { return f.OnwardOf }, By: flowOnward,
	})
}
