// libpq, loaded when somebody needs it: a server that keeps its store in a file carries none of the thirty libraries behind it.
#include <postgresql/libpq-fe.h>

/// Loads libpq; later calls do nothing. No other function of this module may be called before it has answered NULL.
/// Returns what is wrong, in the loader's words; NULL when all is well.
const char *slipway_load_libpq(void);
