package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strings"
	"syscall"
)

// machine describes where the figures come from.
func machine() string {
	load, _ := os.ReadFile("/proc/loadavg")
	return fmt.Sprintf("%d cores (%s), %d GiB, %s, Go %s, load %s before",
		runtime.NumCPU(), lineOf("/proc/cpuinfo", "model name"), (memoryOfMachine()+1<<29)>>30, runtime.GOOS,
		strings.TrimPrefix(runtime.Version(), "go"), strings.Join(strings.Fields(string(load))[:1], ""))
}

// memoryOfMachine is in bytes.
func memoryOfMachine() int64 {
	var of syscall.Sysinfo_t
	if err := syscall.Sysinfo(&of); err != nil {
		return 0
	}
	return int64(of.Totalram) * int64(of.Unit)
}

// lineOf is the value of the first line of a file that has the name.
func lineOf(path, name string) string {
	file, err := os.Open(path)
	if err != nil {
		return "unknown"
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if key, value, found := strings.Cut(lines.Text(), ":"); found && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}
