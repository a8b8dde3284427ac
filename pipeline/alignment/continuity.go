package alignment

import (
	"math"

	"multivector/schemas"
)

// Kept is what became of a provision of the earlier edition: its words, its
// similarity to what it is aligned with (null where it was dropped), and whether
// the words are the same.
type Kept struct {
	Words      int64
	Similarity schemas.Null[float64]
	Verbatim   bool
}

// Met is a provision of the later edition: its words, and whether it is aligned
// with nothing.
type Met struct {
	Words int64
	Added bool
}

// Continuity sums up how much of an edition lives on in the next one. With w
// the words of a provision and s its similarity, 0 where it was dropped,
// continuity is sum w s / sum w over the earlier edition; novelty is the part of
// the later edition's words that stand in provisions aligned with nothing. Both
// lie between 0 and 1. The measure follows the use of alignment scores for text
// reuse in Wilkerson, Smith and Stramp (2015, American Journal of Political
// Science 59(4)); the weighting is this project's own. What has no denominator
// is null.
func Continuity(from []Kept, to []Met) schemas.ContinuityRow {
	c := schemas.ContinuityRow{NFrom: int64(len(from)), NTo: int64(len(to))}
	var verbatim, modified, added, addedWords int64
	var living float64
	for _, k := range from {
		c.NWordsFrom += k.Words
		living += float64(float64(k.Words) * k.Similarity.V)
		switch {
		case k.Verbatim:
			verbatim++
		case k.Similarity.Valid:
			modified++
		}
	}
	for _, m := range to {
		c.NWordsTo += m.Words
		if m.Added {
			added, addedWords = added+1, addedWords+m.Words
		}
	}
	c.ShareVerbatim, c.ShareModified = share(float64(verbatim), c.NFrom), share(float64(modified), c.NFrom)
	c.ShareDropped = share(float64(c.NFrom-verbatim-modified), c.NFrom)
	c.ShareAdded = share(float64(added), c.NTo)
	c.Continuity = share(min(living, float64(c.NWordsFrom)), c.NWordsFrom)
	c.Novelty = share(float64(addedWords), c.NWordsTo)
	return c
}

// share divides, rounded to twelve decimals, beyond which processors differ.
func share(part float64, whole int64) schemas.Null[float64] {
	if whole == 0 {
		return schemas.Null[float64]{}
	}
	return schemas.Some(math.Round(part/float64(whole)*1e12) / 1e12)
}
