package basis

import (
	"strings"

	"github.com/safeconduct/safeconduct/registry/law"
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
func (r Reason) Message(l *law.Law) string {
	return fill(r.template(), map[string]string{
		"instrument": nameOf(l, r.Instrument),
		"evidence":   r.Evidence.ExternalID,
		"day":        r.Day.String(),
		"detail":     nameOf(l, r.Detail),
		"by":         endedBy(l, r.Instrument),
		"so":         r.consequence(),
	})
}

// template picks the sentence: that of the variant, where the code has one.
func (r Reason) template() string {
	if special, ok := english[sentence{r.Code, r.as}]; ok {
		return special
	}
	return english[sentence{r.Code, usual}]
}

func fill(template string, values map[string]string) string {
	var text strings.Builder
	for {
		before, rest, found := strings.Cut(template, "{")
		text.WriteString(before)
		if !found {
			return text.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		text.WriteString(values[name])
		template = after
	}
}

// nameOf is the name of an instrument, or the text itself.
func nameOf(l *law.Law, id string) string {
	if i := l.Instrument(id); i != nil {
		return i.Name
	}
	return id
}

func endedBy(l *law.Law, id string) string {
	if i := l.Instrument(id); i != nil && i.End != nil && i.End.By != "" {
		return " (" + i.End.By + ")"
	}
	return ""
}

// consequence names what is left without effect, where evidence is.
func (r Reason) consequence() string {
	if r.Evidence.ExternalID == "" {
		return ""
	}
	return ", so " + r.Evidence.ExternalID + " carries nothing"
}
