#ifndef CSANDBOX_H
#define CSANDBOX_H

#include <stdbool.h>
#include <stdint.h>

// Every function that returns an int returns 0, or -1 when the system did not do it.

/// A system call filter that is being made.
typedef struct fh_sandbox_filter fh_sandbox_filter;

/// What becomes of a call.
typedef enum {
    FH_SANDBOX_ALLOW,
    /// It fails with EPERM.
    FH_SANDBOX_REFUSE,
    /// It fails with ENOSYS, as on a kernel that does not know it: the C library then tries an older one.
    FH_SANDBOX_UNKNOWN,
    /// The whole process ends at once (SIGSYS).
    FH_SANDBOX_KILL,
} fh_sandbox_action;

/// A filter that does this with every call that has no rule; NULL if there is no memory.
fh_sandbox_filter *fh_sandbox_filter_new(fh_sandbox_action fallback);

/// A rule for every use of a call, by its name; -1 also for a name that libseccomp does not know.
///
/// What this architecture does not have is left out.
int fh_sandbox_filter_add(fh_sandbox_filter *filter, const char *call, fh_sandbox_action action);

/// A rule for the uses of a call in which (argument & mask) == value.
int fh_sandbox_filter_add_where(fh_sandbox_filter *filter, const char *call, fh_sandbox_action action,
                                unsigned argument, uint64_t mask, uint64_t value);

/// A rule for the uses of a call in which the argument is above the limit.
int fh_sandbox_filter_add_above(fh_sandbox_filter *filter, const char *call, fh_sandbox_action action,
                                unsigned argument, uint64_t limit);

/// Puts the filter on this thread, or on every thread of the process, for good; with it no_new_privs.
int fh_sandbox_filter_load(fh_sandbox_filter *filter, bool every_thread);

void fh_sandbox_filter_free(fh_sandbox_filter *filter);

/// The version of Landlock that the kernel offers; 0 if it has none, or was started without it.
int fh_sandbox_landlock_version(void);

/// What may be done below a path.
enum {
    /// Read files and list folders.
    FH_SANDBOX_READ = 1,
    /// Make, write, rename and remove files, and read them.
    FH_SANDBOX_WRITE = 2,
    /// Make and remove sockets.
    FH_SANDBOX_SOCKET = 4,
    /// Read files whose name is known.
    FH_SANDBOX_READ_NAMED = 8,
};

/// A set of Landlock rules, as a descriptor, that allows nothing of what this version can forbid; -1 if it cannot be made.
int fh_sandbox_landlock_new(int version);

/// Allows what the rights say below a folder, or for a file. A path where nothing stands is left out.
int fh_sandbox_landlock_allow(int rules, int version, const char *path, unsigned rights);

/// Allows listening on a TCP port; 0 is any free one. Needs version 4.
int fh_sandbox_landlock_allow_port(int rules, uint16_t port);

/// Binds this thread, and those that it will start, to the rules for good.
int fh_sandbox_landlock_bind(int rules);

/// Lets go of the descriptor.
void fh_sandbox_landlock_free(int rules);

#endif
