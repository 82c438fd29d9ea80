package registry

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/columns"
)

// deadlineList is the deadlines of a period by date, kind and id of the evidence. Those
// of packed evidence are in the calendar, and made day by day for a page; the few
// others are made at once.
type deadlineList struct {
	book   *book
	due    *calendar // nil: all are among the others
	period civil.Interval
	others []*Deadline  // of the law, and of evidence that lies over the packed one
	hidden []civil.Date // the deadlines of packed evidence over which other lies
}

// deadlinesWithin are the deadlines of a period of which the caller may know.
func (b *book) deadlinesWithin(v *View, of *confines, period civil.Interval) *deadlineList {
	l := &deadlineList{book: b, period: period, others: v.lawDeadlines()}
	if of == nil {
		l.addAll()
	} else {
		l.addTheirs(of)
	}
	l.others = slices.DeleteFunc(l.others, func(d *Deadline) bool { return !period.Contains(d.Date) })
	return l
}

// addTheirs adds the deadlines of evidence of which limited callers may know.
func (l *deadlineList) addTheirs(of *confines) {
	for pair := range of.pairs {
		l.others = append(l.others, l.book.contractDeadlines(pair, l.book.byPair.get(pair))...)
	}
	for party := range of.parties {
		l.others = append(l.others, l.book.certificationDeadlines(l.book.certified.get(party))...)
		l.others = append(l.others, l.book.groupDeadlines(l.book.organizations.get(party))...)
	}
	for group := range of.groups {
		l.others = append(l.others, l.book.rulesDeadlines(l.book.byGroup.get(group))...)
	}
}

// addAll adds the deadlines of all evidence.
func (l *deadlineList) addAll() {
	b := l.book
	l.due = b.due
	for of, contracts := range b.byPair.laid {
		l.others = append(l.others, b.contractDeadlines(of, contracts)...)
		hidden, _ := b.byPair.base.find(of)
		l.hide(b.contractDeadlines(of, hidden))
	}
	for holder, certified := range b.certified.laid {
		l.others = append(l.others, b.certificationDeadlines(certified)...)
		hidden, _ := b.certified.base.find(holder)
		l.hide(b.certificationDeadlines(hidden))
	}
	for id, o := range b.organizations.laid {
		l.others = append(l.others, b.groupDeadlines(o)...)
		hidden, _ := b.organizations.base.find(id)
		l.hide(b.groupDeadlines(hidden))
	}
	for _, rules := range b.byGroup.all {
		l.others = append(l.others, b.rulesDeadlines(rules)...)
	}
}

// kept are the deadlines of packed evidence in a part of the period.
func (l *deadlineList) kept(part civil.Interval) []due {
	if l.due == nil {
		return nil
	}
	return l.due.within(part)
}

func (l *deadlineList) hide(all []*Deadline) {
	for _, d := range all {
		l.hidden = append(l.hidden, d.Date)
	}
}

// count is how many there are in a part of the period.
func (l *deadlineList) count(part civil.Interval) (n int) {
	n = len(l.kept(part))
	for _, day := range l.hidden {
		if part.Contains(day) {
			n--
		}
	}
	for _, d := range l.others {
		if part.Contains(d.Date) {
			n++
		}
	}
	return n
}

// page cuts a page out of the list. It makes the deadlines of the days that it needs,
// and no others.
func (l *deadlineList) page(paging Paging) (*Page[*Deadline], error) {
	by := order[*Deadline]{"deadlines", (*Deadline).key}
	size, after, err := by.asked(paging)
	if err != nil {
		return nil, err
	}
	rest := l.period
	if day, err := civil.Parse(after[:min(len(time.DateOnly), len(after))]); err == nil {
		rest.From = min(max(rest.From, day), rest.To)
	}
	skipped := l.count(civil.Interval{From: l.period.From, To: rest.From})
	nodes := []*Deadline{}
	for _, day := range l.days(rest) {
		if len(nodes) > size {
			break
		}
		for _, d := range l.on(day) {
			if d.key() > after {
				nodes = append(nodes, d)
			} else {
				skipped++
			}
		}
	}
	page := by.page(nodes[:min(size, len(nodes))], func(context.Context) (int, error) { return l.count(l.period), nil })
	page.PageInfo.HasNextPage, page.PageInfo.HasPreviousPage = len(nodes) > size, skipped > 0
	return page, nil
}

// days are the days of a part of the period on which there may be deadlines, ascending.
func (l *deadlineList) days(part civil.Interval) (days []civil.Date) {
	for _, d := range l.kept(part) {
		if len(days) == 0 || days[len(days)-1] != d.day() {
			days = append(days, d.day())
		}
	}
	for _, d := range l.others {
		if part.Contains(d.Date) {
			days = append(days, d.Date)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// on are the deadlines of a day.
func (l *deadlineList) on(day civil.Date) (all []*Deadline) {
	for _, d := range l.kept(civil.Between(day, day)) {
		all = append(all, l.book.deadlinesOf(d)...)
	}
	for _, d := range l.others {
		if d.Date == day {
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(d, e *Deadline) int { return strings.Compare(d.key(), e.key()) })
	return all
}

// deadlinesOf makes what the calendar has; nothing where other evidence lies over it.
func (b *book) deadlinesOf(d due) (all []*Deadline) {
	packed := b.due.packed
	switch d.kind() {
	case dueAgreement:
		if a := packed.agreements.At(d.place()); !b.byPair.isLaid(between(a.Exporter, a.Importer)) {
			all = append(all, b.agreementDeadline(a, d.day()))
		}
	case dueRenewal:
		if c := packed.certified.At(d.place()); !b.certified.isLaid(c.Organization) {
			all = append(all, b.renewal(c))
		}
	case dueCertification:
		if c := packed.certified.At(d.place()); !b.certified.isLaid(c.Organization) {
			all = append(all, b.certificationEnd(c, d.day()))
		}
	case dueGroup:
		if o := packed.organizations.At(d.place()); !b.organizations.isLaid(o.ID) {
			all = append(all, b.groupEnd(o))
		}
	case dueAssessment:
		some := packed.assessments.At(d.place())
		if of := between(some.Exporter, some.Importer); !b.byPair.isLaid(of) {
			all = b.reviews(of, d.day())
		}
	}
	return all
}

// reviews are those of the assessments of a pair that fall due on a day.
func (b *book) reviews(of columns.Parties, day civil.Date) (all []*Deadline) {
	for _, review := range reviewsOf(b.byPair.get(of).assessments) {
		if review.ReviewDueOn == day {
			all = append(all, b.assessmentDeadline(of, review))
		}
	}
	return all
}
