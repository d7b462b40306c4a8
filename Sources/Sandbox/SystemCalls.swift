import CSandbox
import Files

/// The system calls that the intake may make while it serves.
///
/// Measured (`SandboxTests`), and printed in `Policies/SystemCalls/firsthand-intake.txt`. The lists below also hold what
/// another processor, C library or kernel uses in place of a measured call, and what only a failure needs.
package enum SystemCalls {
    /// For as long as it runs.
    package static let serving = memory + threads + time + files + events + connections

    private static let memory = ["brk", "getrandom", "madvise", "mlock", "mremap", "munlock", "munmap"]
    private static let threads = [
        "exit", "exit_group", "futex", "geteuid", "getpid", "gettid", "restart_syscall", "rseq", "rt_sigaction",
        "rt_sigprocmask", "rt_sigreturn", "rt_sigsuspend", "sched_getaffinity", "sched_yield", "set_robust_list",
        "setpriority", "tgkill",
    ]
    private static let time = ["clock_gettime", "clock_nanosleep", "gettimeofday", "nanosleep", "time"]
    private static let files = [
        "access", "close", "faccessat", "faccessat2", "fchmod", "fchown", "fcntl", "fdatasync", "flock", "fstat",
        "fsync", "ftruncate", "getcwd", "getdents64", "lseek", "lstat", "newfstatat", "open", "openat", "pread64",
        "pwrite64", "read", "readlink", "readlinkat", "rename", "renameat", "renameat2", "stat", "statfs", "statx",
        "unlink", "unlinkat", "write", "writev",
    ]
    private static let events = [
        "epoll_create", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_wait", "eventfd2", "poll", "ppoll",
        "timerfd_create", "timerfd_settime",
    ]
    private static let connections = [
        "accept4", "getpeername", "getsockname", "getsockopt", "setsockopt", "shutdown",
    ]

    /// Until it listens, and then never again.
    package static let starting = [
        "bind", "chmod", "fchmodat", "listen", "recvmsg", "seccomp", "sendto", "signalfd4", "socket",
    ]

    /// With some arguments only: memory that is never run as a program, threads and no processes, a thread's name.
    package static let bounded = ["clone", "mmap", "mprotect", "prctl"]

    /// What the intake never calls, and somebody who took it over would: it ends the intake at once.
    ///
    /// To be refused is enough for a program that has a person before it. The intake has none: going on, it would leave
    /// the stories of the next hours to whoever tries the next call. The service manager starts it anew, with nothing of
    /// the old memory.
    package static let hostile =
        programs + others + [
            "acct", "add_key", "adjtimex", "bpf", "chroot", "clock_adjtime", "clock_settime", "delete_module",
            "fanotify_init", "finit_module", "fsconfig", "fsmount", "fsopen", "fspick", "init_module", "io_uring_enter",
            "io_uring_register", "io_uring_setup", "ioperm", "iopl", "kexec_file_load", "kexec_load", "keyctl",
            "modify_ldt", "mount", "mount_setattr", "move_mount", "name_to_handle_at", "open_by_handle_at", "open_tree",
            "perf_event_open", "personality", "pivot_root", "quotactl", "reboot", "request_key", "setdomainname",
            "sethostname", "setns", "settimeofday", "swapoff", "swapon", "syslog", "umount2", "unshare", "userfaultfd",
            "vhangup",
        ]
    package static let programs = ["execve", "execveat"]
    private static let others = [
        "kcmp", "pidfd_getfd", "process_madvise", "process_vm_readv", "process_vm_writev", "ptrace",
    ]

    /// Every way to another machine or program.
    static let network = ["accept", "accept4", "bind", "connect", "listen", "socket"]
    /// Beside `clone`, what a process needs that starts others; Foundation hears of their end through a pair of sockets.
    static let children = ["fork", "socketpair", "vfork"]
}

/// The flags of `clone` (`linux/sched.h`).
private enum Clone {
    static let thread: UInt64 = 0x0001_0000
    /// A new namespace each: of mounts, control groups, host names, shared memory, users, processes, networks.
    static let namespaces: [UInt64] = [
        0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000,
    ]
}

extension SystemCallFilter {
    /// What the intake may do before it listens; `whileServing` takes the rest.
    static func beforeServing() throws(Refusal) -> SystemCallFilter {
        var filter = try SystemCallFilter(otherwise: FH_SANDBOX_UNKNOWN)
        filter.rule(FH_SANDBOX_KILL, SystemCalls.hostile)
        filter.rule(FH_SANDBOX_ALLOW, SystemCalls.serving + SystemCalls.starting)
        // The flags of clone3 stand in memory, where no filter sees them: unknown, so that the C library takes clone.
        let mask = Clone.namespaces.reduce(Clone.thread, |)
        filter.rule(FH_SANDBOX_ALLOW, "clone", argument: 0, mask: mask, is: Clone.thread)
        // PROT_EXEC: no memory becomes a program.
        for call in ["mmap", "mprotect"] { filter.rule(FH_SANDBOX_ALLOW, call, argument: 2, mask: 4, is: 0) }
        // PR_SET_NAME; and PR_SET_NO_NEW_PRIVS, which comes with every filter.
        for option: UInt64 in [15, 38] { filter.rule(FH_SANDBOX_ALLOW, "prctl", argument: 0, is: option) }
        return filter
    }

    /// What the intake gives up once it listens.
    static func whileServing() throws(Refusal) -> SystemCallFilter {
        var filter = try SystemCallFilter(otherwise: FH_SANDBOX_ALLOW)
        filter.rule(FH_SANDBOX_UNKNOWN, SystemCalls.starting)
        return filter
    }

    /// What every other command gives up before it does anything.
    static func offline(_ needs: Set<Confinement.Need>) throws(Refusal) -> SystemCallFilter {
        var filter = try SystemCallFilter(otherwise: FH_SANDBOX_ALLOW)
        var kept: Set<String> = []
        if needs.contains(.programs) { kept.formUnion(SystemCalls.programs + SystemCalls.children) }
        if needs.contains(.localSockets) {
            kept.formUnion(["bind", "connect", "socket", "socketpair"])
            // What comes after AF_UNIX.
            filter.rule(FH_SANDBOX_REFUSE, "socket", argument: 0, above: 1)
        }
        filter.rule(
            FH_SANDBOX_REFUSE,
            (SystemCalls.hostile + SystemCalls.network + SystemCalls.children).filter { !kept.contains($0) })
        filter.rule(FH_SANDBOX_UNKNOWN, ["clone3"])
        for flag in Clone.namespaces { filter.rule(FH_SANDBOX_REFUSE, "clone", argument: 0, mask: flag, is: flag) }
        if !needs.contains(.programs) {
            filter.rule(FH_SANDBOX_REFUSE, "clone", argument: 0, mask: Clone.thread, is: 0)
        }
        // TIOCSTI and TIOCLINUX: what types into the terminal, where the shell obeys it after the program has ended.
        for control: UInt64 in [0x5412, 0x541C] { filter.rule(FH_SANDBOX_REFUSE, "ioctl", argument: 1, is: control) }
        return filter
    }
}
