package law_test

import (
	"testing"

	"github.com/safeconduct/safeconduct/registry/law"
)

func TestEmbeddedLawLintsClean(t *testing.T) {
	for _, why := range law.Lint(law.Embedded()) {
		t.Error(why)
	}
}
