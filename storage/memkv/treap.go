package memkv

import (
	"hash/maphash"

	"github.com/safeconduct/safeconduct/storage"
)

// node is a treap: a binary search tree by key that is a heap by priority, and
// therefore shallow. Nodes are never changed: put and remove copy the path to
// what they change and share the rest.
type node struct {
	key         string
	value       []byte
	priority    uint64
	left, right *node
}

// seed makes priorities independent of the keys' order, and the same for the
// same key.
var seed = maphash.MakeSeed()

func (n *node) find(key string) *node {
	for n != nil && n.key != key {
		if key < n.key {
			n = n.left
		} else {
			n = n.right
		}
	}
	return n
}

func (n *node) put(key string, value []byte) *node {
	if n == nil {
		return &node{key: key, value: value, priority: maphash.String(seed, key)}
	}
	c := *n
	switch {
	case key == n.key:
		c.value = value
	case key < n.key:
		c.left = n.left.put(key, value)
		if c.left.priority > c.priority {
			return c.rotateRight()
		}
	default:
		c.right = n.right.put(key, value)
		if c.right.priority > c.priority {
			return c.rotateLeft()
		}
	}
	return &c
}

// rotateRight lifts the left child, a fresh copy, above n, another one.
func (n *node) rotateRight() *node {
	up := n.left
	n.left, up.right = up.right, n
	return up
}

func (n *node) rotateLeft() *node {
	up := n.right
	n.right, up.left = up.left, n
	return up
}

func (n *node) remove(key string) *node {
	if n == nil {
		return nil
	}
	c := *n
	switch {
	case key < n.key:
		c.left = n.left.remove(key)
	case key > n.key:
		c.right = n.right.remove(key)
	default:
		return join(n.left, n.right)
	}
	return &c
}

// join puts two trees together, all keys of the first before those of the
// second.
func join(a, b *node) *node {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.priority > b.priority:
		c := *a
		c.right = join(a.right, b)
		return &c
	}
	c := *b
	c.left = join(a, b.left)
	return &c
}

// walk visits the nodes from ≤ key < to in order.
type walk struct {
	from, to string
	open     bool // no upper bound
	order    storage.Order
}

// visit returns false when fn ended the walk.
func (w walk) visit(n *node, fn func(*node) bool) bool {
	if n == nil {
		return true
	}
	above, below := n.key >= w.from, w.open || n.key < w.to
	first, second := n.left, n.right
	firstMay, secondMay := above, below
	if w.order == storage.Descending {
		first, second, firstMay, secondMay = second, first, secondMay, firstMay
	}
	if firstMay && !w.visit(first, fn) {
		return false
	}
	if above && below && !fn(n) {
		return false
	}
	return !secondMay || w.visit(second, fn)
}
