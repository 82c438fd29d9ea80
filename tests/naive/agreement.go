package naive

// judgeAgreements is rules.md 2.3, and 5 for what almost fits: the agreements
// of exactly this pair, in this direction.
func (t *transfer) judgeAgreements() {
	for _, a := range t.reg.agreements[t.flow.pair()] {
		t.judgeAgreement(a)
	}
}

func (t *transfer) judgeAgreement(a *agreement) {
	defect, carrying := a.defect(t.day), 0
	for _, s := range a.sets {
		if !t.law.carries(s.set) {
			continue
		}
		carrying++
		switch {
		case defect != "":
			t.almost(defect)
		case t.law.others[s.set] != nil:
			t.judgeOtherSafeguard(a, t.law.others[s.set])
		default:
			t.judgeClauses(a, s)
		}
	}
	if carrying == 0 && defect == "" {
		t.almost("NO_TRANSFER_CLAUSES")
	}
}

// executedOn is the later of both signatures: the date of contract. Without
// both there is none.
func (a *agreement) executedOn() *Day {
	switch {
	case a.exporterSigned == nil || a.importerSigned == nil:
		return nil
	case *a.exporterSigned > *a.importerSigned:
		return a.exporterSigned
	}
	return a.importerSigned
}

// defect tells why the agreement is not an executed and running one on d, by
// the order of rules.md 5; it is empty where the agreement is.
func (a *agreement) defect(d Day) string {
	switch {
	case !reached(a.executedOn(), d):
		return "AGREEMENT_NOT_EXECUTED"
	case a.effectiveOn != nil && d < *a.effectiveOn:
		return "AGREEMENT_NOT_YET_EFFECTIVE"
	case a.through != nil && d > *a.through, reached(a.terminatedOn, d):
		return "AGREEMENT_ENDED"
	}
	return ""
}
