package attack

import "strings"

// Shown is what a request shows to be let in: a header with its value.
type Shown struct{ Name, Header, Value string }

// Unknown is a token of the right shape that nobody has: what all others that are forged
// are refused like.
var Unknown = Shown{"a right-shaped token that is unknown", "Authorization", "Bearer sc_" + strings.Repeat("a", 12) + "_" + strings.Repeat("A", 43)}

// Forged is what lets nobody in, made of a token that lets somebody in and of what the
// cookie of a session is called and says.
func Forged(token, cookie, session string) (all []Shown) {
	id, secret, _ := strings.Cut(strings.TrimPrefix(token, "sc_"), "_")
	nobody, unknown := strings.Repeat("A", len(secret)), strings.Repeat("a", len(id))
	flipped, begun := []byte(token), []byte(session)
	flipped[len(flipped)-1] ^= 1
	begun[0] ^= 1
	for name, value := range inOrder(
		"another secret", "Bearer sc_"+id+"_"+nobody, "another last letter", "Bearer "+string(flipped), "another id", "Bearer sc_"+unknown+"_"+secret,
		"a letter more", "Bearer "+token+"A", "a letter less", "Bearer "+token[:len(token)-1], "capitals", "Bearer "+strings.ToUpper(token),
		"a capital prefix", "Bearer SC_"+id+"_"+secret, "the id alone", "Bearer "+id, "the secret alone", "Bearer "+secret, "no secret", "Bearer sc_"+id+"_",
		"no id", "Bearer sc__"+secret, "both exchanged", "Bearer sc_"+secret+"_"+id, "two spaces", "Bearer  "+token, "a comma behind it", "Bearer "+token+" ,",
		"no token", "Bearer", "another scheme", "Basic "+token, "no scheme", token, "a colon", "bearer: "+token, "a digest", "Digest username="+token,
		"null", "Bearer null", "undefined", "Bearer undefined", "an unsigned JWT", "Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoiQURNSU4ifQ.",
		"five thousand letters", "Bearer "+strings.Repeat("x", 5000), "an escaped line", "Bearer sc_"+id+"%5F"+secret, "a zero behind it", "Bearer sc_"+id+"_"+secret+"%00",
		"SQL", "Bearer ' OR 1=1 --", "hyphens", "Bearer "+strings.ReplaceAll(token, "_", "-"),
	) {
		all = append(all, Shown{name, "Authorization", value})
	}
	for name, value := range inOrder(
		"nothing", "", "a letter", "x", "a token", token, "the secret of a token", secret, "a right-shaped one", nobody, "a letter less", session[1:],
		"a letter more", session+"A", "small letters", strings.ToLower(session), "another first letter", string(begun),
	) {
		all = append(all, Shown{"as a cookie: " + name, "Cookie", cookie + "=" + value})
	}
	return append(all, Shown{"two cookies", "Cookie", cookie + "=" + session + "; " + cookie + "=x"})
}

// inOrder are pairs of texts that follow one another.
func inOrder(texts ...string) func(yield func(string, string) bool) {
	return func(yield func(string, string) bool) {
		for i := 0; i+1 < len(texts); i += 2 {
			if !yield(texts[i], texts[i+1]) {
				return
			}
		}
	}
}
