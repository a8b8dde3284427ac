package duck

/*
#include <stddef.h>

#ifdef __linux__
#include <malloc.h>
#include <sys/resource.h>

// DuckDB brings jemalloc, which keeps the addresses of what it frees, unless told not
// to; these options are read beside those that DuckDB sets itself.
const char *duckdb_je_malloc_conf_2_conf_harder = "retain:false";

#ifdef __GLIBC__
// The C library keeps 64 MB of addresses for each thread that asks it for memory. This
// runs before there is a thread.
__attribute__((constructor)) static void one_arena(void) { mallopt(M_ARENA_MAX, 1); }
#endif

static unsigned long long addresses(void) {
	struct rlimit limit;
	if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return 0;
	return limit.rlim_cur;
}
#else
static unsigned long long addresses(void) { return 0; }
#endif
*/
import "C"

// How much a query holds at most, in MB; beyond it DuckDB works on disk. Where the
// process may use few addresses (ulimit -v), it is little: Go's own tables and the
// program take 1.3 GB of them, and the heap of the stages before most of what is left.
const (
	ordinary = 400
	little   = 150
	few      = 4 << 30
)

func memoryLimit() int {
	if n := uint64(C.addresses()); n > 0 && n < few {
		return little
	}
	return ordinary
}
