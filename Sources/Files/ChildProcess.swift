import Glibc

/// Another program, run to its end.
public enum ChildProcess {
    /// Runs a program to its end; whether it started and succeeded.
    ///
    /// It is waited for by its number. Foundation's `Process` waits with a run loop, whose sockets a confined program may not
    /// make; without them it can wait for ever, also for a program that has ended. Whatever the program started and left behind
    /// is not waited for. It is given the three standard files and nothing else that is open here.
    ///
    /// - Parameters:
    ///   - program: a path, or a name that is looked for in the search path.
    ///   - words: the arguments that follow the program's name.
    ///   - environment: the variables that it gets in place of this program's own; nil passes those on.
    ///   - isQuiet: whether it reads nothing, and nobody sees what it prints.
    public static func run(
        _ program: String, _ words: [String], environment: [String: String]? = nil, isQuiet: Bool = false
    ) -> Bool {
        var actions = unsafe posix_spawn_file_actions_t()
        guard unsafe posix_spawn_file_actions_init(&actions) == 0 else { return false }
        defer { _ = unsafe posix_spawn_file_actions_destroy(&actions) }
        if isQuiet {
            for number: Int32 in 0...2 {
                guard unsafe posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0) == 0 else {
                    return false
                }
            }
        }
        guard closeInPrograms() else { return false }
        var arguments = unsafe ([program] + words).map { unsafe strdup($0) } + [nil]
        var variables =
            unsafe (environment ?? [:]).sorted { $0.key < $1.key }.map { unsafe strdup("\($0.key)=\($0.value)") } + [
                nil
            ]
        defer { unsafe (arguments + variables).forEach { unsafe free($0) } }
        var process = pid_t()
        let started =
            environment == nil
            ? unsafe posix_spawnp(&process, program, &actions, nil, &arguments, environ)
            : unsafe posix_spawnp(&process, program, &actions, nil, &arguments, &variables)
        guard started == 0 else { return false }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 { guard errno == EINTR else { return false } }
        return status == 0
    }

    /// Sees to it that no program gets a file that is open here: a lock, a vault or a passphrase is none of its business.
    private static func closeInPrograms() -> Bool {
        guard let folder = unsafe opendir("/proc/self/fd") else { return false }
        defer { unsafe closedir(folder) }
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) {
                unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            // One that was closed meanwhile is nobody's any more.
            if let number = Int32(name), number > 2 { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
        }
        return true
    }
}
