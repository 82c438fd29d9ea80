# make demo and make test do everything on a fresh Debian machine with Go, Node,
# git and make. Tools are pinned in tests/tools/go.mod.

BIN   := bin
TOOLS := .tools
GO    := go

PAGE := web/dist/app/index.html.gz

.PHONY: build page clients demo test bench bench-web torture lint generate fmt screenshots

build: page ## the program with its page, as bin/safeconduct
	$(GO) build -o $(BIN)/safeconduct ./cmd/safeconduct

page: ## the page, where Node 20 is there; else the program says how to build it
	@if tests/node; then $(MAKE) -s $(PAGE); else echo "the program is built without its page" >&2; fi

clients: tests/clients/node_modules/.package-lock.json ## what the tests ask the server with, beside Go's own

demo: build ## serve the sample registry and print the link
	$(BIN)/safeconduct demo --data demo-data

test: ## every test; ends with "N passed, N failed, N skipped"
	@tests/run

bench: build ## beside DuckDB and PostgreSQL, on a million flows (FLOWS=…); whole commands; deciding one; under attack
	tests/bench/prepare
	$(GO) run ./tests/bench $(BIN)/safeconduct $(FLOWS)
	$(GO) test ./registry -run '^$$' -bench .
	$(GO) test ./graph -run '^$$' -bench DpaLookUp
	$(GO) test ./graph/limit -run '^$$' -bench WorstDocument
	$(GO) run ./tests/bench -attacks $(BIN)/safeconduct

bench-web: build ## the page in a browser, on a million flows (FLOWS=…)
	node tests/browser/bench/main.mjs $(FLOWS)

torture: ## what takes too long for every change
	SAFECONDUCT_TORTURE=1 $(GO) test ./registry/... ./storage/... ./tests/... -timeout 120m

lint: $(TOOLS)/golangci-lint $(TOOLS)/govulncheck ## the linters of .golangci.yml, secrets in the tree, known vulnerabilities
	$(TOOLS)/golangci-lint run ./...
	$(GO) test -count=1 ./tests/supply
	tests/vulnerabilities

screenshots: build ## pictures of every page in both themes, in screenshots/
	node tests/browser/screenshots.mjs screenshots

generate: $(TOOLS)/gqlgen ## graph/generated, that of the bench, docs/vendors.md, docs/roles.md and docs/configuration.md
	$(TOOLS)/gqlgen generate
	cd tests/bench/minimal && ../../../$(TOOLS)/gqlgen generate
	$(GO) run ./cmd/safeconduct demo --report > docs/vendors.md
	$(GO) run ./cmd/safeconduct roles > docs/roles.md
	$(GO) run ./cmd/safeconduct config reference > docs/configuration.md

fmt: $(TOOLS)/gofumpt
	$(TOOLS)/gofumpt -w cmd graph registry settings storage tests web/*.go

$(TOOLS)/golangci-lint: tests/tools/go.sum
	cd tests/tools && $(GO) build -o ../../$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

$(TOOLS)/gqlgen: tests/tools/go.sum
	cd tests/tools && $(GO) build -o ../../$@ github.com/99designs/gqlgen

$(TOOLS)/govulncheck: tests/tools/go.sum
	cd tests/tools && $(GO) build -o ../../$@ golang.org/x/vuln/cmd/govulncheck

$(TOOLS)/gofumpt: tests/tools/go.sum
	cd tests/tools && $(GO) build -o ../../$@ mvdan.cc/gofumpt

# npm notes what it installed in a file of its own.
web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --silent

tests/clients/node_modules/.package-lock.json: tests/clients/package-lock.json
	cd tests/clients && npm ci --silent

$(PAGE): web/node_modules/.package-lock.json schema.graphqls web/index.html web/codegen.ts web/tsconfig.json web/vite.config.ts \
		$(shell find web/src web/public web/scripts -type f ! -name '*.gen.ts')
	cd web && npm run --silent build
