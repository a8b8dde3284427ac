package alignment

import (
	"fmt"

	"multivector/pipeline/stage"
	"multivector/schemas"
)

// pair is two editions to compare.
type pair struct{ from, to *schemas.Version }

// rendering is what two versions must share to be compared: a translation says
// something about its translator too, and a digest is in our own words.
type rendering struct{ document, lang, kind, status string }

// pairs lists the versions of each document with those of its predecessor that
// render it alike. Where several versions of a document are alike, none is
// compared: which of them goes with which is not known.
func pairs(documents []schemas.Document, versions []schemas.Version) ([]pair, error) {
	alike := map[rendering][]*schemas.Version{}
	of := map[string][]*schemas.Version{}
	for i := range versions {
		v := &versions[i]
		r := rendering{v.DocumentID, v.Lang, v.TextKind, v.TranslationStatus}
		alike[r] = append(alike[r], v)
		of[v.DocumentID] = append(of[v.DocumentID], v)
	}
	var out []pair
	for _, d := range documents {
		if d.PredecessorDocumentID == d.DocumentID {
			return nil, fmt.Errorf("%w: document %s is said to be its own predecessor", stage.ErrData, d.DocumentID)
		}
		for _, to := range of[d.DocumentID] {
			same := rendering{d.DocumentID, to.Lang, to.TextKind, to.TranslationStatus}
			before := same
			before.document = d.PredecessorDocumentID
			if len(alike[same]) == 1 && len(alike[before]) == 1 {
				out = append(out, pair{alike[before][0], to})
			}
		}
	}
	return out, nil
}
