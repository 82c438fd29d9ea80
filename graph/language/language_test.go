package language

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"

	"github.com/safeconduct/safeconduct/registry/civil"
	"github.com/safeconduct/safeconduct/registry/sentence"
)

func TestTheLanguageThatIsAskedForIsSpoken(t *testing.T) {
	for wish, spoken := range map[string]string{
		"":                     "en",
		"de":                   "de",
		"de-AT,en;q=0.5":       "de",
		"en-GB,de;q=0.9":       "en",
		"fr,de;q=0.8,en;q=0.1": "de",
		"ja":                   "en",
		"*":                    "en",
		"de;q=0":               "en",
		"no language; at all":  "en",
		"de," + string(make([]byte, longestWish)): "en",
	} {
		q := httptest.NewRequest(http.MethodGet, "/", nil)
		q.Header.Set("Accept-Language", wish)
		w := httptest.NewRecorder()
		Negotiated(Declared(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))).ServeHTTP(w, q)
		if got := w.Header().Get("Content-Language"); got != spoken {
			t.Errorf("%q is answered in %q, want %q", wish, got, spoken)
		}
		if got := w.Header().Values("Vary"); len(got) != 1 || got[0] != "Accept-Language" {
			t.Errorf("%q is answered with Vary %q", wish, got)
		}
	}
}

func german(t *testing.T) *Catalogue {
	t.Helper()
	for _, c := range Catalogues() {
		if c.Tag == "de" {
			return c
		}
	}
	t.Fatal("there is no German catalogue")
	return nil
}

func TestASentenceIsSaidWithItsValues(t *testing.T) {
	day := civil.MustParse("2020-07-06")
	for want, s := range map[string]sentence.Sentence{
		"Der Datenfluss endete am 6. Juli 2020":    sentence.New("The flow ended on %s", day),
		"x liegt vor dem Abschluss (6. Juli 2020)": sentence.New("%s %s", "x", sentence.New("lies before %s, %s", sentence.Text("its execution"), day)),
		"Belgien":                       sentence.Text("Belgium"),
		"nobody has translated this, 1": sentence.New("nobody has translated this, %d", 1),
		"100% {of} nothing":             sentence.Text("100% {of} nothing"),
		"":                              {},
	} {
		if got := s.In(german(t)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := sentence.New("The flow ended on %s", day).String(); got != "The flow ended on 2020-07-06" {
		t.Errorf("in English: %q", got)
	}
}

func TestNobodyWhoAsksNothingIsAnsweredInEnglish(t *testing.T) {
	if Of(context.Background()) != sentence.English {
		t.Error("without a request the language is not English")
	}
}

// TestAFurtherLanguageIsOneFile plants one beside those that there are.
func TestAFurtherLanguageIsOneFile(t *testing.T) {
	content, err := files.ReadFile("de.yaml")
	if err != nil {
		t.Fatal(err)
	}
	planted := `
day: "{day}-a de {month} {year}"
months: [januaro, februaro, marto, aprilo, majo, junio, julio, aŭgusto, septembro, oktobro, novembro, decembro]
sentences: {"The flow ended on %s": "La fluo finiĝis la %s"}
`
	o := offerOf(fstest.MapFS{"de.yaml": {Data: content}, "eo.yaml": {Data: []byte(planted)}})
	ended := sentence.New("The flow ended on %s", civil.MustParse("2020-07-16"))
	for wish, want := range map[string]string{
		"eo":             "La fluo finiĝis la 16-a de julio 2020",
		"eo-XX,de;q=0.5": "La fluo finiĝis la 16-a de julio 2020",
		"de,eo;q=0.5":    "Der Datenfluss endete am 16. Juli 2020",
	} {
		if got := ended.In(o.asked(wish)); got != want {
			t.Errorf("%q is answered %q, want %q", wish, got, want)
		}
	}
	if got := sentence.Text("staff data").In(o.asked("eo")); got != "staff data" {
		t.Errorf("what the catalogue does not have is said as %q", got)
	}
}
