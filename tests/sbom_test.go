package tests

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// TestTheBillOfMaterialsIsOfThisProgram: every module in the binary is listed as it is
// there, and nothing twice.
func TestTheBillOfMaterialsIsOfThisProgram(t *testing.T) {
	var bill struct {
		BomFormat, SpecVersion string
		Metadata               struct{ Component struct{ PURL string } }
		Components             []struct {
			Ref           string `json:"bom-ref"`
			Name, Version string
			PURL          string
		}
	}
	if err := json.Unmarshal([]byte(mustRun(t, "version", "--sbom").stdout), &bill); err != nil {
		t.Fatal(err)
	}
	if bill.BomFormat != "CycloneDX" || bill.SpecVersion != "1.6" || !strings.HasPrefix(bill.Metadata.Component.PURL, "pkg:golang/github.com/safeconduct/safeconduct@") {
		t.Errorf("the head is %+v", bill.Metadata)
	}
	listed := map[string]bool{}
	for _, c := range bill.Components {
		if c.Ref != c.PURL || listed[c.PURL] || !strings.HasPrefix(c.PURL, "pkg:golang/") && !strings.HasPrefix(c.PURL, "pkg:npm/") {
			t.Errorf("%+v", c)
		}
		listed[c.PURL] = true
	}
	out, err := exec.Command("go", "version", "-m", binary).Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := 0
	for line := range strings.Lines(string(out)) {
		if words := strings.Fields(line); len(words) >= 3 && words[0] == "dep" {
			modules++
			if !listed["pkg:golang/"+words[1]+"@"+words[2]] {
				t.Errorf("%s %s is in the program and not listed", words[1], words[2])
			}
		}
	}
	if modules < 10 {
		t.Errorf("only %d modules are in the program", modules)
	}
}
