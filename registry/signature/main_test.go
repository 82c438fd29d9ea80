package signature_test

import (
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/safeconduct/safeconduct/registry/signature"
)

// authority is the one that the system trusts while the tests run.
var authority = newIdentity("The Authority", lately(), nil)

// lately is a day from which a certificate is valid today.
func lately() time.Time { return time.Now().AddDate(0, -1, 0) }

// asConfined makes this program a child that tells what it can still do.
const asConfined = "SIGNATURE_TEST_CONFINED"

func TestMain(m *testing.M) {
	if os.Getenv(asConfined) != "" {
		tellConfined()
		os.Exit(0)
	}
	dir, err := os.MkdirTemp("", "safeconduct-signature-*")
	if err != nil {
		panic(err)
	}
	trusted := filepath.Join(dir, "trusted.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: authority.certificate.Raw})
	if err := errors.Join(os.WriteFile(trusted, block, 0o600), os.Setenv("SSL_CERT_FILE", trusted)); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.RemoveAll(filepath.Dir(program()))
	os.Exit(code)
}

// program is safeconduct, built for the tests: without the race detector, which
// takes more memory than a child may.
var program = sync.OnceValue(func() string {
	dir, err := os.MkdirTemp("", "safeconduct-signature-*")
	if err != nil {
		panic(err)
	}
	built := filepath.Join(dir, "safeconduct")
	if out, err := exec.Command("go", "build", "-o", built, "../../cmd/safeconduct").CombinedOutput(); err != nil {
		panic(fmt.Sprintf("build: %v\n%s", err, out))
	}
	return built
})

// tellConfined confines this process and prints what it can open afterwards.
func tellConfined() {
	if err := signature.Confine(); err != nil {
		fmt.Println(err)
	}
	if _, err := os.Open("/dev/null"); !errors.Is(err, syscall.EMFILE) {
		fmt.Println("a file can be opened:", err)
	}
	if _, err := net.Dial("tcp", "127.0.0.1:1"); !errors.Is(err, syscall.EMFILE) {
		fmt.Println("a connection can be opened:", err)
	}
	if err := exec.Command("/bin/true").Run(); !errors.Is(err, syscall.EMFILE) {
		fmt.Println("a program can be started:", err)
	}
	fmt.Println("confined")
}
