import Foundation
import Glibc
import Sandbox
import Testing

/// What the programs gave up of the system: each thing is tried without the guard too, where it must be possible.
struct SandboxTests {
    /// What came of an attempt.
    enum Outcome: Equatable, CustomStringConvertible {
        case possible
        case refused(Int32)
        case killed
        /// This processor has no such call.
        case absent

        var description: String {
            switch self {
            case .possible: "possible"
            case .refused(let error): unsafe "refused: \(String(cString: strerror(error)))"
            case .killed: "killed"
            case .absent: "absent"
            }
        }

        static let forbidden = Outcome.refused(EPERM)
        static let unknown = Outcome.refused(ENOSYS)
        static let closed = Outcome.refused(EACCES)
    }

    // MARK: The desk, the publisher, and the intake's other commands

    /// Reaches a network, another program or process, or what administers the machine.
    private static let outward = [
        "execute", "execute-memory", "fork", "inet", "inet6", "unix", "netlink", "pair", "connect", "connect-unix",
        "send", "listen", "io-uring", "trace", "read-memory", "namespace", "clone-namespace", "mount", "user-faults",
        "keyring", "kernel-program", "measure", "personality", "type",
    ]

    @Test(arguments: outward) func `a command reaches nothing outside its files, which it could without the guard`(
        attempt: String
    ) throws {
        let trial = try Trial()
        #expect(try trial.attempt(attempt, as: "none") == .possible)
        #expect(try trial.attempt(attempt, as: "offline") == .forbidden)
    }

    /// With arguments that no call can use, so that one which is let through does nothing but fail in another way.
    @Test(
        arguments: SystemCalls.hostile + [
            "accept", "accept4", "bind", "connect", "fork", "listen", "socket", "socketpair", "vfork",
        ])
    func `a command makes no call of the lists, whatever its arguments`(call: String) throws {
        #expect(try [.forbidden, .absent].contains(Trial().attempt("call:\(call)", as: "offline")))
    }

    /// Of mounts, control groups, host names, shared memory, users, processes, networks (`linux/sched.h`).
    @Test(
        arguments: [
            0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000,
        ] as [UInt64])
    func `a command that starts programs starts none in a namespace of its own`(flag: UInt64) throws {
        let trial = try Trial()
        #expect(try trial.attempt("clone", port: flag, as: "none") == .possible)
        #expect(try trial.attempt("clone", port: flag, as: "offline-programs") == .forbidden)
        #expect(try trial.attempt("clone", port: 0, as: "offline-programs") == .possible)
        #expect(try trial.attempt("clone", port: 0, as: "offline") == .forbidden)
    }

    @Test(arguments: ["offline", "offline-programs", "offline-sockets", "starting", "serving"])
    func `the call whose flags no filter sees is unknown, so that the C library takes the other`(profile: String) throws
    {
        #expect(try Trial().attempt("call:clone3", as: profile) == .unknown)
    }

    @Test func `a command pastes nothing into the console`() throws {
        let trial = try Trial()
        #expect(try trial.attempt("paste", as: "none") == .refused(EBADF))
        #expect(try trial.attempt("paste", as: "offline") == .forbidden)
    }

    @Test(arguments: ["read", "list", "write", "remove", "rename", "thread"])
    func `a command works with files and threads as before`(attempt: String) throws {
        #expect(try Trial().attempt(attempt, as: "offline") == .possible)
    }

    @Test func `a command that starts programs or speaks with local ones keeps that, and no more`() throws {
        let trial = try Trial()
        for attempt in Self.outward {
            let starts = ["execute", "execute-memory", "fork", "pair"].contains(attempt)
            let speaks = ["unix", "pair", "connect-unix"].contains(attempt)
            #expect(
                try trial.attempt(attempt, as: "offline-programs") == (starts ? .possible : .forbidden), "\(attempt)")
            #expect(
                try trial.attempt(attempt, as: "offline-sockets") == (speaks ? .possible : .forbidden), "\(attempt)")
        }
    }

    // MARK: The intake

    /// What ends an intake that tries it.
    private static let hostile = [
        "execute", "execute-memory", "io-uring", "trace", "read-memory", "namespace", "mount", "user-faults", "keyring",
        "kernel-program", "measure", "personality",
    ]

    @Test(arguments: hostile) func `an intake that tries what only an attacker would is ended`(attempt: String) throws {
        let trial = try Trial()
        #expect(try trial.attempt(attempt, as: "none") == .possible)
        for profile in ["starting", "serving"] { #expect(try trial.attempt(attempt, as: profile) == .killed) }
    }

    @Test(arguments: SystemCalls.hostile) func `an intake is ended by each call of the list, whatever its arguments`(
        call: String
    ) throws {
        let trial = try Trial()
        for profile in ["starting", "serving"] {
            #expect(try [.killed, .absent].contains(trial.attempt("call:\(call)", as: profile)))
        }
    }

    @Test func `an intake starts threads, and none in a namespace of its own`() throws {
        let trial = try Trial()
        // Of mounts and of networks, as a thread. The kernel itself refuses a thread that shares no signals: it starts none here.
        for flag: UInt64 in [0x0001_0000 | 0x0002_0000, 0x0001_0000 | 0x4000_0000] {
            #expect(try trial.attempt("clone", port: flag, as: "none") == .refused(EINVAL))
            #expect(try trial.attempt("clone", port: flag, as: "serving") == .unknown)
        }
    }

    @Test(arguments: SystemCalls.starting) func `an intake that listens gave up what it needed to get there`(
        call: String
    ) throws {
        #expect(try [.unknown, .absent].contains(Trial().attempt("call:\(call)", as: "serving")))
    }

    @Test(arguments: [
        ("fork", Outcome.unknown, Outcome.unknown), ("clone-namespace", .unknown, .unknown),
        ("code-in-memory", .unknown, .unknown), ("code-of-memory", .unknown, .unknown), ("pair", .unknown, .unknown),
        ("connect", .unknown, .unknown), ("connect-unix", .unknown, .unknown), ("dumpable", .unknown, .unknown),
        ("inet", .possible, .unknown), ("inet6", .possible, .unknown), ("unix", .possible, .unknown),
        ("netlink", .possible, .unknown), ("send", .possible, .unknown),
    ])
    func `an intake connects nowhere, starts nothing, and once it listens makes no socket`(
        attempt: String, starting: Outcome, serving: Outcome
    ) throws {
        let trial = try Trial()
        #expect(try trial.attempt(attempt, as: "none") == .possible)
        #expect(try trial.attempt(attempt, as: "starting") == starting)
        #expect(try trial.attempt(attempt, as: "serving") == serving)
    }

    @Test(
        .enabled(if: Confinement.guardsFiles, "this kernel has no Landlock"),
        arguments: [
            ("read", Outcome.possible, Outcome.possible), ("list", .possible, .possible), ("write", .closed, .possible),
            ("remove", .closed, .possible), ("rename", .closed, .possible),
        ])
    func `an intake reads and writes below its own folders only`(
        attempt: String, read: Outcome, written: Outcome
    ) throws {
        let trial = try Trial()
        for (folder, outcome) in [(trial.other, Outcome.closed), (trial.read, read), (trial.written, written)] {
            #expect(try trial.attempt(attempt, in: folder, as: "serving") == outcome)
            try trial.refill()
            #expect(try trial.attempt(attempt, in: folder, as: "none") == .possible)
            try trial.refill()
        }
        #expect(try trial.attempt("thread", as: "serving") == .possible)
    }

    @Test(.enabled(if: Confinement.guardsFiles, "this kernel has no Landlock"))
    func `an intake looks at its threads, and not into other processes or at who there is`() throws {
        // Without the capabilities of root, which the intake's account has not: with them the kernel asks nobody.
        let plain = geteuid() == 0 ? ["/usr/bin/setpriv", "--bounding-set=-all", "--inh-caps=-all"] : ["/usr/bin/env"]
        let other = Process()
        other.executableURL = URL(filePath: plain[0])
        other.arguments = plain.dropFirst() + ["/bin/sleep", "60"]
        try other.run()
        defer { other.terminate() }
        let trial = try Trial()
        #expect(try trial.attempt("read", at: "/proc/self/stat", under: plain, as: "serving") == .possible)
        for (attempt, place) in [("read", "/proc/\(other.processIdentifier)/environ"), ("list", "/proc")] {
            #expect(try trial.attempt(attempt, at: place, under: plain, as: "none") == .possible)
            #expect(try trial.attempt(attempt, at: place, under: plain, as: "serving") == .closed)
        }
    }

    @Test(.enabled(if: Confinement.guardsFiles, "this kernel has no Landlock"))
    func `an intake listens on its own port, and on no other`() throws {
        let trial = try Trial()
        let (own, other) = (try Listener.free(), try Listener.free())
        #expect(try trial.attempt("listen", port: UInt64(own), allowed: own, as: "starting") == .possible)
        #expect(try trial.attempt("listen", port: UInt64(other), allowed: own, as: "none") == .possible)
        #expect(try trial.attempt("listen", port: UInt64(other), allowed: own, as: "starting") == .closed)
        #expect(try trial.attempt("listen", port: UInt64(own), allowed: own, as: "serving") == .unknown)
    }

    // MARK: The programs themselves

    @Test func `every thread of an intake that serves is bound by both lists, for good`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        #expect(try organisation.send("A story.").status == 200)
        let process = try #require(organisation.intakeProcess)
        // The second list comes when both listeners are there, which one of them may be a moment before.
        for _ in 0..<2_400 where try Self.status("/proc/\(process)/status")["Seccomp_filters"] != "2" { usleep(50_000) }
        var bound = 0
        for thread in try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task") {
            // One that has ended meanwhile says nothing.
            guard let status = try? Self.status("/proc/\(process)/task/\(thread)/status") else { continue }
            #expect(status["Seccomp"] == "2" && status["NoNewPrivs"] == "1" && status["Seccomp_filters"] == "2")
            bound += 1
        }
        #expect(bound > 2)
    }

    @Test(.enabled(if: Confinement.guardsFiles, "this kernel has no Landlock"))
    func `an intake does not follow a link out of its folders, on whatever thread`() throws {
        let organisation = try Organisation()
        let outside = try Trial()
        let keyring = organisation.folder + "/keys/keyring.txt"
        try FileManager.default.moveItem(atPath: keyring, toPath: outside.other + "/keyring.txt")
        try FileManager.default.createSymbolicLink(
            atPath: keyring, withDestinationPath: outside.other + "/keyring.txt")
        try organisation.configureIntake()
        let answer = try Programs.run(
            "/usr/bin/timeout",
            ["20", Programs.folder + "/firsthand-intake", "serve", "--config", organisation.folder + "/intake.yaml"])
        #expect(answer.status == 69, "\(answer.errors)")
        #expect(answer.errors.contains("keyring"), "\(answer.errors)")
        try FileManager.default.removeItem(atPath: keyring)
        try FileManager.default.moveItem(atPath: outside.other + "/keyring.txt", toPath: keyring)
        try organisation.startIntake()
    }

    @Test(
        .enabled(if: RecordFirstTests.canTrace, "strace may not trace on this machine"),
        arguments: ["firsthand-intake", "firsthand-review", "firsthand-publish"])
    func `a command is bound before it opens a file of its own or starts a thread`(program: String) throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        organisation.stopIntake()
        let command =
            switch program {
            case "firsthand-intake": ["status", "--config", organisation.folder + "/intake.yaml"]
            case "firsthand-review": organisation.reviewing("ana", ["inbox"])
            default: organisation.publishing(["retractions"])
            }
        let trace = organisation.folder + "/trace"
        let answer = try Programs.run(
            "/usr/bin/strace",
            ["-f", "-o", trace, "-e", "trace=openat,clone,clone3,seccomp", "\(Programs.folder)/\(program)"] + command,
            input: Array((Organisation.passphrase + "\n").utf8))
        #expect(answer.status == 0, "\(answer.errors)")
        let calls = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
        let bound = try #require(
            calls.firstIndex { $0.contains("seccomp(SECCOMP_SET_MODE_FILTER") && $0.contains("= 0") })
        let first = try #require(calls.firstIndex { $0.contains(organisation.folder) || $0.contains(" clone") })
        #expect(bound < first)
    }

    // MARK: The list

    private static let list = "\(Programs.repository)/Policies/SystemCalls/firsthand-intake.txt"

    @Test func `the printed list of system calls is the one that the intake has`() throws {
        var sections: [String: [String]] = [:]
        var section = ""
        for line in try String(contentsOfFile: Self.list, encoding: .utf8).split(separator: "\n") {
            if line.hasPrefix("## ") {
                section = String(line.dropFirst(3))
            } else if !line.hasPrefix("#") {
                sections[section, default: []].append(String(line))
            }
        }
        #expect(
            sections == [
                "While it serves": SystemCalls.serving.sorted(), "With some arguments": SystemCalls.bounded.sorted(),
                "Until it listens": SystemCalls.starting.sorted(), "Never": SystemCalls.hostile.sorted(),
            ])
    }

    @Test(.enabled(if: RecordFirstTests.canTrace, "strace may not trace on this machine"))
    func `an intake at all its work makes only the calls of its list`() throws {
        let organisation = try Organisation()
        let trace = organisation.folder + "/trace"
        try organisation.startIntake(under: ["/usr/bin/strace", "-D", "-f", "-qq", "-o", trace])
        let receipt = try #require(Organisation.receipt(try organisation.send("A story.").body))
        for page in ["/", "/es/", "/write", "/return", "/leave", "/style.css", "/nowhere"] {
            _ = try organisation.get(page)
        }
        let form = try organisation.form()
        let fields = Organisation.fields(form, story: "Another.", uses: ["website"])
        #expect(try organisation.post(fields, path: "/check").status == 200)
        #expect(try organisation.post([("code", Array(receipt.utf8))], path: "/return").status == 200)
        #expect(try organisation.post([("story", Array(repeating: 0x61, count: 1 << 22))]).status == 413)
        organisation.stopIntake()
        let allowed = Set(SystemCalls.serving + SystemCalls.bounded)
        var measured: Set<String> = []
        var refused: Set<String> = []
        var isListening = false
        for line in try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n") {
            guard let call = line.firstMatch(of: /^\d+ +([a-z0-9_]+)\(/)?.1 else { continue }
            // With a list: without one, the library asks whether the kernel knows this.
            if call == "seccomp", line.contains("FLAG_TSYNC"), line.contains("len=") { isListening = true }
            guard isListening, call != "seccomp" else { continue }
            measured.insert(String(call))
            // The C library asks for it first, and takes clone.
            if line.contains("= -1 ENOSYS"), call != "clone3" { refused.insert(String(call)) }
        }
        #expect(measured.count > 20)
        let more = measured.subtracting(allowed).subtracting(["clone3"]).sorted()
        #expect(more.isEmpty && refused.isEmpty, "more: \(more), refused: \(refused.sorted())")
        if let place = ProcessInfo.processInfo.environment["FIRSTHAND_MEASURED"] {
            try measured.sorted().joined(separator: "\n").write(toFile: place, atomically: true, encoding: .utf8)
        }
    }

    private static func status(_ path: String) throws -> [String: String] {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        return Dictionary(
            lines.map { line in
                let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
                return (parts[0], parts.count > 1 ? parts[1] : "")
            }, uniquingKeysWith: { first, _ in first })
    }
}

/// Three folders with a file each, a TCP listener and a unix one.
private final class Trial {
    let folder = FileManager.default.temporaryDirectory.appending(path: "firsthand-\(UUID().uuidString)").path
    let listener: Listener
    let local: Listener

    var read: String { folder + "/read" }
    var written: String { folder + "/written" }
    var other: String { folder + "/other" }

    init() throws {
        listener = try Listener()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        local = try Listener(path: folder + "/socket")
        try refill()
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func refill() throws {
        for place in [read, written, other] {
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            try "word".write(toFile: place + "/file", atomically: false, encoding: .utf8)
        }
    }

    /// Tries one thing with what is in a folder.
    func attempt(
        _ name: String, in place: String? = nil, at path: String? = nil, port: UInt64? = nil, allowed: UInt16 = 0,
        under starter: [String] = ["/usr/bin/env"], as profile: String
    ) throws -> SandboxTests.Outcome {
        let folder = place ?? written
        let target =
            path ?? (name == "list" ? folder : name == "connect-unix" ? self.folder + "/socket" : folder + "/file")
        // A port that is taken cannot be listened on: 0 is any free one.
        let port = port ?? (name == "listen" ? 0 : UInt64(listener.port))
        let answer = try Programs.run(
            starter[0],
            starter.dropFirst() + ["\(Programs.folder)/SandboxProbe", profile, name, target]
                + ["\(port)", read, written, "\(allowed)"])
        if answer.status == SIGSYS { return .killed }
        // A program that took the attempt's place says nothing.
        try #require(answer.status == 0, "\(name) as \(profile): \(answer.status) \(answer.errors)")
        guard let error = Int32(answer.text.trimmingCharacters(in: .newlines)), error != 0 else { return .possible }
        return error == -2 ? .absent : .refused(error)
    }
}

/// A listener on this machine that answers nothing.
private final class Listener {
    let port: UInt16
    private let socket: Int32

    init() throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = socket
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(socket, $0, size) == 0 && listen(socket, 64) == 0 && getsockname(socket, $0, &size) == 0
            }
        }
        try #require(isBound)
        port = UInt16(bigEndian: address.sin_port)
    }

    init(path: String) throws {
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        // sun_path has room for 108 bytes.
        try #require(bytes.count < 108)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let socket = socket
        let isBound = unsafe withUnsafePointer(to: address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 && listen(socket, 64) == 0
            }
        }
        try #require(isBound)
        port = 0
    }

    deinit { close(socket) }

    /// A port on which nobody listens now.
    static func free() throws -> UInt16 { try Listener().port }
}
