package fact

// LawKey is the external id of the one record of the law.
const LawKey = "law"

// Law is the law under which a registry answers: its versions say from when
// which law was in force in it, each with all its files.
type Law struct {
	Header
	Embedded int    `cbor:"2,keyasint"` // the version of the embedded law
	Known    string `cbor:"3,keyasint"` // the day up to which it is known
	SHA256   string `cbor:"4,keyasint"` // of the archive, in hexadecimal
	Archive  []byte `cbor:"5,keyasint"` // as package law makes it
	Overlays int    `cbor:"6,keyasint"` // how many layers lie over the embedded law
}
