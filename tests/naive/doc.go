// Package naive decides one flow on one day by following the text of
// rules.md section by section, with plain ifs and loops.
//
// It is the twin that the engine is compared with, so it refuses to know
// anything of it: no intervals, no timelines, no shared types. Reasons are
// codes only; messages and citations are not its business. Input is taken to
// be valid by the contract.
package naive
