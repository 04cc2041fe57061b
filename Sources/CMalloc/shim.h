#include <malloc.h>

/* The C library would keep up to eight heaps for each core, each with what its busiest moment left in it. */
static inline int slipway_keep_few_heaps(void) { return mallopt(M_ARENA_MAX, 2); }
