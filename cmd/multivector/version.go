package main

import (
	"runtime/debug"

	"multivector/pipeline"
)

// programVersion names the module's version, where there is one, and the hash
// of the code.
func programVersion() string {
	version := "(built from a working copy)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		version = info.Main.Version
	}
	return version + " code " + pipeline.Program()
}
