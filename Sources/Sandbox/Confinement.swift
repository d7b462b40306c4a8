public import Files

/// What a program gives up for good before it meets anything that somebody else wrote.
///
/// It cannot be taken back, neither by the program nor by whoever takes it over. It needs no help from the service
/// manager, and applies in addition to what the manager forbids.
public enum Confinement {
    /// What a command cannot do without.
    public enum Need: Sendable {
        /// Starts other programs, which give up the same.
        case programs
        /// Speaks with programs of the same machine, by unix sockets.
        case localSockets
    }

    /// Gives up every network, other programs and processes, and whatever administers the machine.
    ///
    /// What is refused fails as a call that the account may not make.
    /// - Throws: `Refusal` where the system does not do it.
    public static func goOffline(needing needs: Set<Need> = []) throws(Refusal) {
        try SystemCallFilter.offline(needs).load()
    }

    /// The places that a server cannot do without.
    public struct Places: Sendable {
        /// Files and folders that are read.
        public var read: [String]
        /// Folders in which files are made, written and removed.
        public var written: [String]
        /// Folders in which sockets are made.
        public var sockets: [String]
        /// The TCP port to listen on; 0 is any free one.
        public var port: Int?

        public init(read: [String], written: [String], sockets: [String], port: Int?) {
            self.read = read
            self.written = written
            self.sockets = sockets
            self.port = port
        }
    }

    /// Gives up every file elsewhere, every program, every connection to others, and all calls that serving does not make.
    ///
    /// It binds this thread and those that it will start: so it comes before there is another one.
    /// - Returns: whether the kernel guards the files. Without Landlock only the account's own rights do.
    /// - Throws: `Refusal` where the system does not do the rest.
    public static func serve(_ places: Places) throws(Refusal) -> Bool {
        let version = Landlock.version
        if version > 0 {
            let rules = try Landlock(version: version)
            // libdispatch looks at the state of its threads there (/proc/THREAD/stat), and ends the program if it cannot.
            // What is not for everybody stays closed: Landlock lets nobody look into a process outside.
            try rules.allow(.readNamed, "/proc")
            for path in places.read { try rules.allow(.read, path) }
            for path in places.written { try rules.allow(.write, path) }
            for path in places.sockets { try rules.allow([.write, .socket], path) }
            if let port = places.port.flatMap(UInt16.init(exactly:)) { try rules.allow(port: port) }
            try rules.bind()
        }
        try SystemCallFilter.beforeServing().load()
        return version > 0
    }

    /// Gives up making sockets, on every thread: once it listens, nothing more is to be opened to others.
    ///
    /// - Throws: `Refusal` where the system does not do it.
    public static func listenNoMore() throws(Refusal) { try SystemCallFilter.whileServing().load(everyThread: true) }

    /// Whether the kernel can keep a server to its files (Landlock: Linux 5.13 and later, unless it was started without).
    ///
    /// To be asked before `serve`, after which nobody can be asked.
    public static var guardsFiles: Bool { Landlock.version > 0 }
}
