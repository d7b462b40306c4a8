import CSandbox
import Files

/// Where a process may read, write and listen, whatever its account may (Landlock).
struct Landlock: ~Copyable {
    struct Rights: OptionSet {
        let rawValue: UInt32
        static let read = Rights(rawValue: UInt32(FH_SANDBOX_READ))
        /// Files whose name is known; folders cannot be listed.
        static let readNamed = Rights(rawValue: UInt32(FH_SANDBOX_READ_NAMED))
        static let write = Rights(rawValue: UInt32(FH_SANDBOX_WRITE))
        static let socket = Rights(rawValue: UInt32(FH_SANDBOX_SOCKET))
    }

    /// What the kernel offers; 0 is nothing.
    static var version: Int32 { fh_sandbox_landlock_version() }

    private let version: Int32
    private let rules: Int32

    /// Rules that allow nothing of what this version can forbid.
    init(version: Int32) throws(Refusal) {
        self.version = version
        rules = fh_sandbox_landlock_new(version)
        guard rules >= 0 else { throw SystemCallFilter.refusal }
    }

    deinit { if rules >= 0 { fh_sandbox_landlock_free(rules) } }

    /// Allows this below a folder, or for a file; where nothing stands there is nothing to allow.
    borrowing func allow(_ rights: Rights, _ path: String) throws(Refusal) {
        guard unsafe fh_sandbox_landlock_allow(rules, version, path, rights.rawValue) == 0 else {
            throw Refusal(.unavailable, "\(path) cannot be looked at", hint: "check who may enter its folder")
        }
    }

    /// Allows listening on a port; before version 4 every port is allowed.
    borrowing func allow(port: UInt16) throws(Refusal) {
        guard version < 4 || fh_sandbox_landlock_allow_port(rules, port) == 0 else { throw SystemCallFilter.refusal }
    }

    /// Binds this thread, and those that it will start, for good.
    borrowing func bind() throws(Refusal) {
        guard fh_sandbox_landlock_bind(rules) == 0 else { throw SystemCallFilter.refusal }
    }
}
