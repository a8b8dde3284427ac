package raw

import (
	"fmt"
	"strings"

	"multivector/schemas"
)

// Document is a document.yaml: a policy text as an act, and the files that
// render it, which lie beside it.
type Document struct {
	DocumentID            string            `yaml:"document_id"`
	Issuer                string            `yaml:"issuer"`
	DocType               string            `yaml:"doc_type"`
	TitleOrig             string            `yaml:"title_orig"`
	TitleEn               string            `yaml:"title_en"`
	Instrument            string            `yaml:"instrument"`
	InstrumentNumber      string            `yaml:"instrument_number"`
	AdoptedOn             Date              `yaml:"adopted_on"`
	AdoptedPrecision      string            `yaml:"adopted_precision"`
	EffectiveOn           Date              `yaml:"effective_on"`
	RepealedOn            Date              `yaml:"repealed_on"`
	PeriodStartYear       *int32            `yaml:"period_start_year"`
	PeriodEndYear         *int32            `yaml:"period_end_year"`
	PredecessorDocumentID string            `yaml:"predecessor_document_id"`
	Verification          string            `yaml:"verification"`
	Sources               []Reading         `yaml:"sources"`
	Versions              []DocumentVersion `yaml:"versions"`
	Claims                []DocumentClaim   `yaml:"claims"`
}

// Reading is a source that was read for a fact.
type Reading struct {
	Title     string `yaml:"title"`
	Publisher string `yaml:"publisher"`
	URL       string `yaml:"url"`
	ReadOn    Date   `yaml:"read_on"`
}

// DocumentVersion is a file that renders the document.
type DocumentVersion struct {
	File              string `yaml:"file"`
	Lang              string `yaml:"lang"`
	TextKind          string `yaml:"text_kind"`
	TranslationStatus string `yaml:"translation_status"`
	Coverage          string `yaml:"coverage"`
}

// DocumentClaim is what somebody says about the document's chronology.
type DocumentClaim struct {
	ClaimID     string `yaml:"claim_id"`
	ClaimType   string `yaml:"claim_type"`
	ClaimedDate Date   `yaml:"claimed_date"`
	Precision   string `yaml:"precision"`
	ClaimedBy   string `yaml:"claimed_by"`
	Status      string `yaml:"status"`
	Preferred   bool   `yaml:"preferred"`
	Reason      string `yaml:"reason"`
}

// ReadDocument reads a document.yaml, whose path is below raw/.
func ReadDocument(root, path string) (Document, error) {
	var d Document
	path = "raw/" + path
	if err := readYAML(root, path, &d); err != nil {
		return d, err
	}
	if err := required(path, "document_id", d.DocumentID, "issuer", d.Issuer, "doc_type", d.DocType, "title_en", d.TitleEn); err != nil {
		return d, err
	}
	if !identifier.MatchString(d.DocumentID) {
		return d, fmt.Errorf("%s: %q is not the name of a document: small letters, digits, - and _ only", path, d.DocumentID)
	}
	if err := oneOf(path, "verification", d.Verification, "verified", "unverified"); err != nil {
		return d, err
	}
	if err := dated(path, "adopted_on", d.AdoptedOn, "adopted_precision", d.AdoptedPrecision); err != nil {
		return d, err
	}
	for i, c := range d.Claims {
		key := func(name string) string { return fmt.Sprintf("claims[%d].%s", i, name) }
		if err := dated(path, key("claimed_date"), c.ClaimedDate, key("precision"), c.Precision); err != nil {
			return d, err
		}
	}
	for i, v := range d.Versions {
		if err := required(path, fmt.Sprintf("versions[%d].file", i), v.File, fmt.Sprintf("versions[%d].lang", i), v.Lang); err != nil {
			return d, err
		}
		if err := shortestLang(path, fmt.Sprintf("versions[%d].lang", i), v.Lang); err != nil {
			return d, err
		}
		if err := oneOf(path, fmt.Sprintf("versions[%d].text_kind", i), v.TextKind, "official", "translation", "digest"); err != nil {
			return d, err
		}
	}
	return d, nil
}

// dated refuses a date without how exactly it is known, and the other way round.
func dated(path, dateKey string, date Date, precisionKey, precision string) error {
	switch {
	case date.Valid && precision == "":
		return fmt.Errorf("%s: key %q has a value, so %q says how exactly it is known: %s", path, dateKey, precisionKey, strings.Join(schemas.Precisions, ", "))
	case !date.Valid && precision != "":
		return fmt.Errorf("%s: key %q has the value %q, but %q has none", path, precisionKey, precision, dateKey)
	case !date.Valid:
		return nil
	}
	return oneOf(path, precisionKey, precision, schemas.Precisions...)
}
