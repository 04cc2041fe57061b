// Each function of libpq that Slipway calls, passed on to the library that was loaded.
#define _GNU_SOURCE
#include "CPostgres.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

static char problem[512];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static PGconn *(*loaded_PQconnectdbParams)(const char *const *keywords, const char *const *values, int expand_dbname);
PGconn *PQconnectdbParams(const char *const *keywords, const char *const *values, int expand_dbname) { return loaded_PQconnectdbParams(keywords, values, expand_dbname); }

static PQnoticeProcessor (*loaded_PQsetNoticeProcessor)(PGconn *conn, PQnoticeProcessor proc, void *arg);
PQnoticeProcessor PQsetNoticeProcessor(PGconn *conn, PQnoticeProcessor proc, void *arg) { return loaded_PQsetNoticeProcessor(conn, proc, arg); }

static ConnStatusType (*loaded_PQstatus)(const PGconn *conn);
ConnStatusType PQstatus(const PGconn *conn) { return loaded_PQstatus(conn); }

static char *(*loaded_PQerrorMessage)(const PGconn *conn);
char *PQerrorMessage(const PGconn *conn) { return loaded_PQerrorMessage(conn); }

static void (*loaded_PQfinish)(PGconn *conn);
void PQfinish(PGconn *conn) { loaded_PQfinish(conn); }

static int (*loaded_PQsocket)(const PGconn *conn);
int PQsocket(const PGconn *conn) { return loaded_PQsocket(conn); }

static int (*loaded_PQconsumeInput)(PGconn *conn);
int PQconsumeInput(PGconn *conn) { return loaded_PQconsumeInput(conn); }

static PGnotify *(*loaded_PQnotifies)(PGconn *conn);
PGnotify *PQnotifies(PGconn *conn) { return loaded_PQnotifies(conn); }

static void (*loaded_PQfreemem)(void *ptr);
void PQfreemem(void *ptr) { loaded_PQfreemem(ptr); }

static int (*loaded_PQserverVersion)(const PGconn *conn);
int PQserverVersion(const PGconn *conn) { return loaded_PQserverVersion(conn); }

static PGresult *(*loaded_PQexec)(PGconn *conn, const char *query);
PGresult *PQexec(PGconn *conn, const char *query) { return loaded_PQexec(conn, query); }

static PGresult *(*loaded_PQprepare)(PGconn *conn, const char *name, const char *query, int count, const Oid *types);
PGresult *PQprepare(PGconn *conn, const char *name, const char *query, int count, const Oid *types) { return loaded_PQprepare(conn, name, query, count, types); }

static PGresult *(*loaded_PQexecPrepared)(PGconn *conn, const char *name, int count, const char *const *values, const int *lengths, const int *formats, int format);
PGresult *PQexecPrepared(PGconn *conn, const char *name, int count, const char *const *values, const int *lengths, const int *formats, int format) { return loaded_PQexecPrepared(conn, name, count, values, lengths, formats, format); }

static ExecStatusType (*loaded_PQresultStatus)(const PGresult *res);
ExecStatusType PQresultStatus(const PGresult *res) { return loaded_PQresultStatus(res); }

static char *(*loaded_PQresultErrorField)(const PGresult *res, int field);
char *PQresultErrorField(const PGresult *res, int field) { return loaded_PQresultErrorField(res, field); }

static char *(*loaded_PQcmdTuples)(PGresult *res);
char *PQcmdTuples(PGresult *res) { return loaded_PQcmdTuples(res); }

static char *(*loaded_PQcmdStatus)(PGresult *res);
char *PQcmdStatus(PGresult *res) { return loaded_PQcmdStatus(res); }

static void (*loaded_PQclear)(PGresult *res);
void PQclear(PGresult *res) { loaded_PQclear(res); }

static int (*loaded_PQntuples)(const PGresult *res);
int PQntuples(const PGresult *res) { return loaded_PQntuples(res); }

static int (*loaded_PQnfields)(const PGresult *res);
int PQnfields(const PGresult *res) { return loaded_PQnfields(res); }

static char *(*loaded_PQfname)(const PGresult *res, int field);
char *PQfname(const PGresult *res, int field) { return loaded_PQfname(res, field); }

static Oid (*loaded_PQftype)(const PGresult *res, int field);
Oid PQftype(const PGresult *res, int field) { return loaded_PQftype(res, field); }

static int (*loaded_PQgetisnull)(const PGresult *res, int row, int field);
int PQgetisnull(const PGresult *res, int row, int field) { return loaded_PQgetisnull(res, row, field); }

static char *(*loaded_PQgetvalue)(const PGresult *res, int row, int field);
char *PQgetvalue(const PGresult *res, int row, int field) { return loaded_PQgetvalue(res, row, field); }

static int (*loaded_PQgetlength)(const PGresult *res, int row, int field);
int PQgetlength(const PGresult *res, int row, int field) { return loaded_PQgetlength(res, row, field); }

static void load(void) {
  void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    snprintf(problem, sizeof problem, "%s", dlerror());
    return;
  }
  const struct { const char *name; void **place; } functions[] = {
    {"PQconnectdbParams", (void **)&loaded_PQconnectdbParams},
    {"PQsetNoticeProcessor", (void **)&loaded_PQsetNoticeProcessor},
    {"PQstatus", (void **)&loaded_PQstatus},
    {"PQerrorMessage", (void **)&loaded_PQerrorMessage},
    {"PQfinish", (void **)&loaded_PQfinish},
    {"PQsocket", (void **)&loaded_PQsocket},
    {"PQconsumeInput", (void **)&loaded_PQconsumeInput},
    {"PQnotifies", (void **)&loaded_PQnotifies},
    {"PQfreemem", (void **)&loaded_PQfreemem},
    {"PQserverVersion", (void **)&loaded_PQserverVersion},
    {"PQexec", (void **)&loaded_PQexec},
    {"PQprepare", (void **)&loaded_PQprepare},
    {"PQexecPrepared", (void **)&loaded_PQexecPrepared},
    {"PQresultStatus", (void **)&loaded_PQresultStatus},
    {"PQresultErrorField", (void **)&loaded_PQresultErrorField},
    {"PQcmdTuples", (void **)&loaded_PQcmdTuples},
    {"PQcmdStatus", (void **)&loaded_PQcmdStatus},
    {"PQclear", (void **)&loaded_PQclear},
    {"PQntuples", (void **)&loaded_PQntuples},
    {"PQnfields", (void **)&loaded_PQnfields},
    {"PQfname", (void **)&loaded_PQfname},
    {"PQftype", (void **)&loaded_PQftype},
    {"PQgetisnull", (void **)&loaded_PQgetisnull},
    {"PQgetvalue", (void **)&loaded_PQgetvalue},
    {"PQgetlength", (void **)&loaded_PQgetlength},
  };
  for (unsigned index = 0; index < sizeof functions / sizeof *functions; index++) {
    *functions[index].place = dlsym(library, functions[index].name);
    if (*functions[index].place == NULL) {
      snprintf(problem, sizeof problem, "%s", dlerror());
      return;
    }
  }
}

const char *slipway_load_libpq(void) {
  pthread_once(&once, load);
  return problem[0] == 0 ? NULL : problem;
}
