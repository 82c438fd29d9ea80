package access_test

import (
	"context"
	"reflect"
	"testing"

	"github.com/safeconduct/safeconduct/registry/access"
	"github.com/safeconduct/safeconduct/registry/fault"
)

// TestOfSeveralGrantsTheGreatestCounts puts together what somebody may do who is in two
// groups, in either order.
func TestOfSeveralGrantsTheGreatestCounts(t *testing.T) {
	may := func(role access.Role, exporters ...string) access.Caller {
		return access.Caller{Role: role, Exporters: exporters}
	}
	for _, c := range []struct{ a, b, both access.Caller }{
		{may(""), may(access.Sales), may(access.Sales)},
		{may(access.Sales), may(access.Compliance, "a"), may(access.Compliance, "a")},
		{may(access.Auditor, "a"), may(access.Compliance), may(access.Compliance)},
		{may(access.Auditor, "a"), may(access.Admin), may(access.Admin)},
		{may(access.Compliance, "b", "c"), may(access.Auditor, "a", "b"), may(access.Auditor, "a", "b", "c")},
		{may(access.Compliance, "b"), may(access.Compliance, "a"), may(access.Compliance, "a", "b")},
		{may(access.Compliance), may(access.Auditor), may(access.Auditor)},
	} {
		for _, both := range []access.Caller{c.a.And(c.b), c.b.And(c.a)} {
			if !reflect.DeepEqual(both, c.both) {
				t.Errorf("%v and %v may do what %v may", c.a, c.b, both)
			}
		}
	}
}

// TestAnEmptyLimitIsNoLimit holds what is not given apart from a list without anything in it,
// which would let somebody see everything who was to see nothing.
func TestAnEmptyLimitIsNoLimit(t *testing.T) {
	for _, role := range access.Roles {
		if why := access.CheckLimit(role, nil); why != nil {
			t.Errorf("%s that is not limited: %v", role, why)
		}
		if why := access.CheckLimit(role, []string{}); why == nil || why.Field != "exporters" || why.Code != fault.BadInput {
			t.Errorf("%s with an empty limit: %v", role, why)
		}
	}
}

// TestNobodyWhoIsLimitedMayMore asks for every act as each role, limited and not.
func TestNobodyWhoIsLimitedMayMore(t *testing.T) {
	confined := 0
	for field := range access.Fields() {
		for _, role := range access.Roles {
			whole := access.May(access.With(context.Background(), access.Caller{Role: role}), field.Part)
			limited := access.May(access.With(context.Background(), access.Caller{Role: role, Exporters: []string{"a"}}), field.Part)
			if whole != nil && limited == nil {
				t.Errorf("%s may ask for %s.%s when it is limited only", role, field.Of, field.Name)
			}
			if whole == nil && limited != nil && fault.CodeOf(limited) != fault.Forbidden {
				t.Errorf("%s, limited, is told %v", role, limited)
			}
			if limited == nil {
				confined++
			}
		}
	}
	if confined == 0 {
		t.Error("nobody who is limited may ask for anything")
	}
}
