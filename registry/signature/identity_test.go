package signature_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"testing"
	"time"

	"github.com/smallstep/pkcs7"
)

// identity is a signer with a certificate.
type identity struct {
	key         *ecdsa.PrivateKey
	certificate *x509.Certificate
	issuer      *identity // nil for who has signed the certificate himself
}

func (who *identity) name() string { return who.certificate.Subject.CommonName }

// newIdentity makes a certificate that is valid for a year from a day on.
func newIdentity(name string, from time.Time, issuer *identity) *identity {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	who := &identity{key: key, issuer: issuer}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(int64(len(name))), Subject: pkix.Name{CommonName: name}, NotBefore: from, NotAfter: from.AddDate(1, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, BasicConstraintsValid: true, IsCA: issuer == nil,
	}
	parent, parentKey := template, key
	if issuer != nil {
		parent, parentKey = issuer.certificate, issuer.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, parentKey)
	if err != nil {
		panic(err)
	}
	if who.certificate, err = x509.ParseCertificate(der); err != nil {
		panic(err)
	}
	return who
}

// sign makes a detached signature.
func (who *identity) sign(t testing.TB, content []byte) []byte {
	t.Helper()
	data, err := pkcs7.NewSignedData(content)
	if err != nil {
		t.Fatal(err)
	}
	data.SetDigestAlgorithm(pkcs7.OIDDigestAlgorithmSHA256)
	var chain []*x509.Certificate
	if who.issuer != nil {
		chain = append(chain, who.issuer.certificate)
	}
	if err := data.AddSignerChain(who.certificate, who.key, chain, pkcs7.SignerInfoConfig{}); err != nil {
		t.Fatal(err)
	}
	data.Detach()
	signature, err := data.Finish()
	if err != nil {
		t.Fatal(err)
	}
	return signature
}
