package schemas

// Source is one origin of data: a publisher's dataset, a text collection, an
// authority for reference tables, or what this project wrote itself.
type Source struct {
	SourceID, Name, Kind, Version, Publisher, URL, DOI string
	URLTried                                           bool
	License, Redistribution, Citation, Note            string
	RetrievedAt, CoverageStart, CoverageEnd            Null[Date]
	MinRows, MaxRows                                   Null[int64]
}

// SourceKinds says what a source holds: records of events, policy texts,
// standing relations between actors, or codes and names.
var SourceKinds = []string{"events", "texts", "relations", "reference"}

// Redistributions says what the terms of a source let others have.
var Redistributions = []string{"row", "aggregate", "none"}

// Sources lists where the data come from, with the terms that go with them.
var Sources = declare(Info{Name: "sources", Version: 1, Stage: "acquire",
	Doc: "Where the data come from: publisher, license, citation and coverage of each source."},
	Col(1, "source_id", func(r *Source) *string { return &r.SourceID }, "Short name of the source.", Key),
	Col(2, "name", func(r *Source) *string { return &r.Name }, "Name of the source."),
	Col(3, "kind", func(r *Source) *string { return &r.Kind }, "What the source holds.", Enum(SourceKinds...)),
	OptText(4, "version", func(r *Source) *string { return &r.Version }, "Version of the source, in its own numbering."),
	Col(5, "publisher", func(r *Source) *string { return &r.Publisher }, "Who publishes it."),
	OptText(6, "url", func(r *Source) *string { return &r.URL }, "Landing page."),
	Col(7, "url_tried", func(r *Source) *bool { return &r.URLTried }, "Whether somebody opened the landing page while writing this row."),
	OptText(8, "doi", func(r *Source) *string { return &r.DOI }, "Digital object identifier."),
	Col(9, "license", func(r *Source) *string { return &r.License }, "License, as an SPDX identifier or a named term."),
	Col(10, "redistribution", func(r *Source) *string { return &r.Redistribution }, "What the terms let others have: rows, only aggregates, or nothing.", Enum(Redistributions...)),
	Col(11, "citation", func(r *Source) *string { return &r.Citation }, "How to cite the source."),
	Opt(12, "retrieved_at", func(r *Source) *Null[Date] { return &r.RetrievedAt }, "Day on which the newest of the files was brought in; null where none was."),
	Opt(13, "coverage_start", func(r *Source) *Null[Date] { return &r.CoverageStart }, "First day that the source covers, by its own account."),
	Opt(14, "coverage_end", func(r *Source) *Null[Date] { return &r.CoverageEnd }, "Last day that the source covers, by its own account; null where it goes on."),
	OptText(15, "note", func(r *Source) *string { return &r.Note }, "Remarks."),
	Opt(16, "min_rows", func(r *Source) *Null[int64] { return &r.MinRows }, "Fewest rows that the whole source has; null where that is not known.", AtLeast(0)),
	Opt(17, "max_rows", func(r *Source) *Null[int64] { return &r.MaxRows }, "Most rows that the whole source has; null where it grows or that is not known.", AtLeast(0)),
)

// Input is one raw file as the build found it.
type Input struct {
	SourceID, Role, File, Path, SHA256 string
	Bytes                              int64
	RetrievedAt                        Null[Date]
}

// Inputs lists the raw files that a build reads.
var Inputs = declare(Info{Name: "inputs", Version: 1, Stage: "acquire", Internal: true,
	Doc: "The raw files that a build reads."},
	Col(1, "source_id", func(r *Input) *string { return &r.SourceID }, sourceDoc, Key, Dict),
	Col(2, "role", func(r *Input) *string { return &r.Role }, "Whether the file holds data or describes them.", Enum("data", "description")),
	Col(3, "file", func(r *Input) *string { return &r.File }, "Name of the file within its source.", Key),
	Col(4, "path", func(r *Input) *string { return &r.Path }, "Path below raw/, with forward slashes."),
	Col(5, "sha256", func(r *Input) *string { return &r.SHA256 }, "SHA-256 of the bytes, in hexadecimal."),
	Col(6, "bytes", func(r *Input) *int64 { return &r.Bytes }, "Size.", Unit("bytes"), AtLeast(0)),
	Opt(7, "retrieved_at", func(r *Input) *Null[Date] { return &r.RetrievedAt }, "Day on which the file was brought in."),
)
