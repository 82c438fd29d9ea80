// Command serve runs the OpenID provider of the tests for a browser. It prints its issuer,
// and then does what stands on the lines of its standard input, with one line of answer
// each, until that ends:
//
//	groups NAME…       the person is in these groups from now on
//	sign-out ADDRESS   says there that the person was signed out, and tells the status
//
// With a server on port 8080:
//
//	go run ./tests/provider/serve http://127.0.0.1:8080/sign-in/callback
package main

import (
	"bufio"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"

	"github.com/safeconduct/safeconduct/tests/provider"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return errors.New("expected one argument: the address under which people are sent back")
	}
	slog.SetDefault(slog.New(slog.DiscardHandler)) // it tells of every request
	p, err := provider.Start(args[0])
	if err != nil {
		return err
	}
	fmt.Println(p.URL)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		answer, err := obey(p, strings.Fields(lines.Text()))
		if err != nil {
			return errors.Join(err, p.Close())
		}
		fmt.Println(answer)
	}
	return errors.Join(lines.Err(), p.Close())
}

// obey does what a line says.
func obey(p *provider.Provider, words []string) (answer string, err error) {
	switch {
	case len(words) > 0 && words[0] == "groups":
		p.SetGroups(words[1:]...)
		return "done", nil
	case len(words) == 2 && words[0] == "sign-out":
		token, err := p.LogoutToken(nil)
		if err != nil {
			return "", err
		}
		status, err := provider.SignOut(words[1], token)
		return fmt.Sprint(status), err
	}
	return "", fmt.Errorf("%q: expected groups NAME… or sign-out ADDRESS", words)
}
