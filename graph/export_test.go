package graph

// NewQueryCache keeps so many bytes of documents.
func NewQueryCache(limit int) *queryCache { return newQueryCache(limit) }

// Kept is how many bytes the cache says that it keeps, and how many documents.
func (c *queryCache) Kept() (bytes, documents int) { return c.kept, c.used.Len() }
