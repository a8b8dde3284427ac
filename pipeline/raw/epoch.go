package raw

import (
	"fmt"
	"os"
	"strconv"

	"multivector/schemas"
)

// SourceDate gives the day that SOURCE_DATE_EPOCH sets in place of others, if it
// is set.
func SourceDate() (schemas.Null[schemas.Date], error) {
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return schemas.Null[schemas.Date]{}, nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return schemas.Null[schemas.Date]{}, fmt.Errorf("SOURCE_DATE_EPOCH is %q, expected seconds since 1970", epoch)
	}
	return schemas.Some(schemas.Date(seconds / 86400)), nil
}
