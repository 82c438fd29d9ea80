// Package accesslog keeps who read what, and who was refused, in files by day:
// 2026-11-26.jsonl in a folder has a line of JSON for each request of that day (UTC).
//
// A line is in the file, by a write to the operating system, before what it tells of
// is answered; the file is synced within [SyncEvery] afterwards. So a process that ends
// loses nothing that was answered, and a machine that does loses the lines of that time.
// Lines are only added, in the order in which requests were answered. A day that is over
// is never written again: package registry has its hash in its own log.
package accesslog
