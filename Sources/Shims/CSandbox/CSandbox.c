#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static uint32_t action_of(fh_sandbox_action action) {
    switch (action) {
    case FH_SANDBOX_ALLOW: return SCMP_ACT_ALLOW;
    case FH_SANDBOX_REFUSE: return SCMP_ACT_ERRNO(EPERM);
    case FH_SANDBOX_UNKNOWN: return SCMP_ACT_ERRNO(ENOSYS);
    case FH_SANDBOX_KILL: return SCMP_ACT_KILL_PROCESS;
    }
    return SCMP_ACT_KILL_PROCESS;
}

fh_sandbox_filter *fh_sandbox_filter_new(fh_sandbox_action fallback) {
    scmp_filter_ctx filter = seccomp_init(action_of(fallback));
    if (filter == NULL) return NULL;
    // A call by another architecture's numbers (32 bits, x32) would get round every rule.
    if (seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) != 0 ||
        // A tree: a long list costs no more than a short one.
        seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2) != 0) {
        seccomp_release(filter);
        return NULL;
    }
    return filter;
}

static int add(scmp_filter_ctx filter, const char *call, fh_sandbox_action action, unsigned count,
               const struct scmp_arg_cmp *where) {
    int number = seccomp_syscall_resolve_name(call);
    if (number == __NR_SCMP_ERROR) return -1;
    return seccomp_rule_add_array(filter, action_of(action), number, count, where) == 0 ? 0 : -1;
}

int fh_sandbox_filter_add(fh_sandbox_filter *filter, const char *call, fh_sandbox_action action) {
    return add(filter, call, action, 0, NULL);
}

int fh_sandbox_filter_add_where(fh_sandbox_filter *filter, const char *call, fh_sandbox_action action,
                                unsigned argument, uint64_t mask, uint64_t value) {
    const struct scmp_arg_cmp where = {argument, SCMP_CMP_MASKED_EQ, mask, value};
    return add(filter, call, action, 1, &where);
}

int fh_sandbox_filter_add_above(fh_sandbox_filter *filter, const char *call, fh_sandbox_action action,
                                unsigned argument, uint64_t limit) {
    const struct scmp_arg_cmp where = {argument, SCMP_CMP_GT, limit, 0};
    return add(filter, call, action, 1, &where);
}

int fh_sandbox_filter_load(fh_sandbox_filter *filter, bool every_thread) {
    if (seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, every_thread) != 0) return -1;
    return seccomp_load(filter) == 0 ? 0 : -1;
}

void fh_sandbox_filter_free(fh_sandbox_filter *filter) { seccomp_release(filter); }

// Landlock as the kernel documents it (Documentation/userspace-api/landlock.rst). The numbers are the same on every
// architecture; they stand here because the headers of an older system lack the newer ones.
enum { create_ruleset = 444, add_rule = 445, restrict_self = 446 };
enum { path_beneath = 1, net_port = 2 };

static const uint64_t execute = 1 << 0, write_file = 1 << 1, read_file = 1 << 2, read_dir = 1 << 3,
                      remove_file = 1 << 5, make_reg = 1 << 8, make_sock = 1 << 9, truncate_file = 1 << 14,
                      ioctl_dev = 1 << 15;

struct ruleset {
    uint64_t fs, net, scoped;
};
struct beneath {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));
struct port {
    uint64_t allowed, port;
};

static uint64_t handled_fs(int version) {
    // Version 1 knows 13 rights; 2 renaming between folders, 3 truncating, 5 the controls of devices.
    uint64_t all = (1 << 13) - 1;
    if (version >= 2) all |= 1 << 13;
    if (version >= 3) all |= truncate_file;
    if (version >= 5) all |= ioctl_dev;
    return all;
}

int fh_sandbox_landlock_version(void) {
    long version = syscall(create_ruleset, NULL, 0, 1);
    return version < 0 ? 0 : (int)version;
}

int fh_sandbox_landlock_new(int version) {
    // Version 4: binding and connecting by TCP. 6: the abstract sockets and the signals of processes outside.
    struct ruleset rules = {handled_fs(version), version >= 4 ? 3 : 0, version >= 6 ? 3 : 0};
    size_t size = version >= 6 ? sizeof rules : version >= 4 ? offsetof(struct ruleset, scoped) : sizeof rules.fs;
    return (int)syscall(create_ruleset, &rules, size, 0);
}

int fh_sandbox_landlock_allow(int rules, int version, const char *path, unsigned rights) {
    int place = open(path, O_PATH | O_CLOEXEC);
    if (place < 0) return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
    uint64_t allowed = 0;
    if (rights & (FH_SANDBOX_READ | FH_SANDBOX_WRITE)) allowed |= read_file | read_dir;
    if (rights & FH_SANDBOX_READ_NAMED) allowed |= read_file;
    if (rights & FH_SANDBOX_WRITE) allowed |= write_file | truncate_file | make_reg | remove_file;
    if (rights & FH_SANDBOX_SOCKET) allowed |= make_sock | remove_file;
    struct stat status;
    int result = fstat(place, &status);
    // The rights of folders do not fit a file.
    if (result == 0 && !S_ISDIR(status.st_mode)) allowed &= execute | write_file | read_file | truncate_file;
    struct beneath rule = {allowed & handled_fs(version), place};
    if (result == 0) result = (int)syscall(add_rule, rules, path_beneath, &rule, 0);
    close(place);
    return result;
}

int fh_sandbox_landlock_allow_port(int rules, uint16_t port) {
    struct port rule = {1, port};
    return (int)syscall(add_rule, rules, net_port, &rule, 0);
}

int fh_sandbox_landlock_bind(int rules) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    return (int)syscall(restrict_self, rules, 0);
}

void fh_sandbox_landlock_free(int rules) { close(rules); }
