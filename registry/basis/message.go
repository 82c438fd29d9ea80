package basis

import (
	"github.com/safeconduct/safeconduct/registry/law"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

// Param is a named value in a reason's sentence.
type Param struct {
	Name, Value string
}

// Params are the values that the reason's sentence is made of, those that are
// given: instrument (its id), agreement, certification, rules, assessment or
// flow (the caller's own key), day, detail.
func (r Reason) Params() []Param {
	var params []Param
	add := func(name, value string) {
		if value != "" {
			params = append(params, Param{name, value})
		}
	}
	add("instrument", r.Instrument)
	add(string(r.Evidence.Kind), r.Evidence.ExternalID)
	add("day", r.Day.String())
	add("detail", r.Detail)
	return params
}

// Message is the reason as one sentence for people, without a full stop.
func (r Reason) Message(l *law.Law) sentence.Sentence {
	return sentence.Named(r.template(),
		sentence.Value{Name: "instrument", Of: nameOf(l, r.Instrument)},
		sentence.Value{Name: "evidence", Of: r.Evidence.ExternalID},
		sentence.Value{Name: "day", Of: r.Day},
		sentence.Value{Name: "detail", Of: r.detail(l)},
		sentence.Value{Name: "by", Of: endedBy(l, r.Instrument)},
		sentence.Value{Name: "so", Of: r.consequence()},
	)
}

// template picks the sentence: that of the variant, where the code has one.
func (r Reason) template() string {
	if special, ok := english[told{r.Code, r.as}]; ok {
		return special
	}
	return english[told{r.Code, usual}]
}

// nameOf is the name of an instrument, or the text itself.
func nameOf(l *law.Law, id string) any {
	if i := l.Instrument(id); i != nil {
		return i.SaidName()
	}
	return id
}

func endedBy(l *law.Law, id string) sentence.Sentence {
	if i := l.Instrument(id); i != nil && i.End != nil && i.End.By != "" {
		return sentence.New(" (%s)", sentence.Text(i.End.By))
	}
	return sentence.Sentence{}
}

// consequence names what is left without effect, where evidence is.
func (r Reason) consequence() sentence.Sentence {
	if r.Evidence.ExternalID == "" {
		return sentence.Sentence{}
	}
	return sentence.New(", so %s carries nothing", r.Evidence.ExternalID)
}
