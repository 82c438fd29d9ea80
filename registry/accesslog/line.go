package accesslog

import "time"

// Line is one request as the access log tells it. Of what was asked it has the shape
// and ids: no texts that were searched for, no names, no secrets.
type Line struct {
	At        time.Time `json:"at"` // when it was answered
	Actor     string    `json:"actor,omitempty"`
	Role      string    `json:"role,omitempty"`
	Address   string    `json:"address,omitempty"` // of who was not let in
	Path      string    `json:"path"`              // method and pattern: "GET /documents/{sha256}"
	Operation string    `json:"operation,omitempty"`
	Asked     []string  `json:"asked,omitempty"`   // fields with their arguments' types: "flow(externalId: String!)"
	Objects   []string  `json:"objects,omitempty"` // that were asked for by their ids: "flow f-0001"
	Outcome   string    `json:"outcome"`           // OK, or the code of the refusal
	Status    int       `json:"status"`            // of HTTP
	Items     int       `json:"items"`             // objects in an answer of GraphQL
	Micros    int64     `json:"micros"`            // until the answer began
	Untold    int       `json:"untold,omitempty"`  // further refusals like this one that have no line of their own
}

// OK is the outcome of what was not refused.
const OK = "OK"
