import Foundation
import Glibc
import Synchronization
import Testing

/// An intake that takes stories and is killed, loses its power, or is refused what it asks of the system.
///
/// After each fault: whoever read a receipt in full has a story that opens with a reviewer's key, word for word and once; and
/// nothing is there that nobody sent. With `FIRSTHAND_LONG_FAULTS=1` hundreds of each, else a few (`make faults`).
@Suite(.serialized) struct IntakeFaultTests {
    private static let isLong = FileFaultTests.isLong
    private let organisation: Organisation

    init() throws { organisation = try Organisation() }

    // MARK: Faults

    @Test func `a story survives a kill at any moment under load, once its receipt was read`() throws {
        var sent = Sent()
        for _ in 0..<(Self.isLong ? 150 : 5) {
            try organisation.startIntake()
            let load = Load(organisation, writers: 4)
            usleep(UInt32.random(in: 100_000..<700_000))
            organisation.stopIntake(kill: true)
            sent.take(load.end())
        }
        try expectKept(sent, atLeast: 5)
    }

    // How much a cut loses is drawn by chance, so this belongs to the long run.
    @Test(.enabled(if: PowerCut.isThere && isLong), arguments: [false, true])
    func `a story survives the power, once its receipt was read, and is lost where syncing counts for nothing`(
        lies: Bool
    ) throws {
        let library = try PowerCut.library(organisation)
        var sent = Sent()
        var wasCut = 0
        var isLost = false
        for round in 0..<(Self.isLong ? 60 : 4) where !isLost {
            try organisation.startIntake(
                under: [
                    "/usr/bin/env", "LD_PRELOAD=\(library)", "POWERCUT_VAULT=\(organisation.vault)",
                    "POWERCUT_SEED=\(UInt32.random(in: 1..<1_000_000))", "POWERCUT_NOSYNC=\(lies ? 1 : 0)",
                    "POWERCUT_AFTER=\(Int.random(in: 200..<900) + (lies ? 400 : 0))",
                ])
            let load = Load(organisation, writers: 4)
            let process = try #require(organisation.intake)
            for _ in 0..<2_400 where process.isRunning { usleep(50_000) }
            #expect(!process.isRunning, "round \(round): nobody cut the power")
            wasCut += process.terminationStatus == 137 ? 1 : 0
            organisation.stopIntake(kill: true)
            sent.take(load.end())
            // The control: then it is lost, or the vault with it.
            if lies { isLost = (try? missing(sent).isEmpty) != true }
        }
        #expect(wasCut > 0)
        guard !lies else {
            #expect(isLost, "nothing was lost without syncing, so this test shows nothing")
            return
        }
        try expectKept(sent, atLeast: 5)
    }

    /// Calls of the system that the intake makes, each with what it can answer.
    ///
    /// Not `write`: while serving it does nothing but wake NIO's event loops, for which no kernel refuses it. A loop whose call
    /// to wake up is lost stays deaf.
    private static let refusals: [(call: String, errors: [String])] = {
        let file = ["EIO", "ENOSPC", "EDQUOT", "EROFS", "EINTR", "ENOMEM"]
        let network = ["ECONNRESET", "ENOBUFS", "ENOMEM", "EINTR", "EAGAIN"]
        let byCall =
            [
                "pwrite64", "pread64", "fdatasync", "fsync", "ftruncate", "openat", "unlink", "rename", "newfstatat",
                "fstat",
            ]
            .map { ($0, file) }
            + ["writev", "read"].map { ($0, file + network) }
            + [
                ("accept4", network + ["EMFILE", "ENFILE", "ECONNABORTED"]), ("fcntl", ["EIO", "EAGAIN", "ENOLCK"]),
                ("epoll_wait", ["EINTR"]), ("epoll_ctl", ["ENOMEM", "ENOSPC"]), ("mmap", ["ENOMEM", "EAGAIN"]),
                ("mprotect", ["ENOMEM"]), ("mlock", ["ENOMEM", "EAGAIN", "EPERM"]), ("munlock", ["ENOMEM"]),
                ("madvise", ["EAGAIN", "ENOMEM"]), ("brk", ["ENOMEM"]), ("clone", ["EAGAIN", "ENOMEM"]),
                ("getsockopt", ["ENOBUFS"]), ("setsockopt", ["ENOMEM"]), ("shutdown", ["ENOTCONN"]),
                ("statfs", ["EIO", "ENOMEM", "EINTR"]), ("flock", ["EINTR", "ENOLCK"]), ("getrandom", ["EINTR"]),
                ("clock_nanosleep", ["EINTR"]), ("timerfd_settime", ["EINVAL"]), ("lseek", ["EINVAL"]),
                ("close", ["EIO", "EINTR"]), ("futex", ["EINTR", "EAGAIN"]),
            ]
        return byCall
    }()

    @Test(.enabled(if: RecordFirstTests.canTrace, "strace may not trace on this machine"))
    func `a story survives every call of the system that fails, once its receipt was read`() throws {
        let all = Self.refusals.flatMap { row in row.errors.map { (row.call, $0) } }
        // Those that a receipt hangs on.
        let some = [("pwrite64", "ENOSPC"), ("fdatasync", "EIO"), ("fcntl", "EIO")]
        var sent = Sent()
        try organisation.startIntake()
        for (call, error) in Self.isLong ? all : some {
            if organisation.intake?.isRunning != true { try organisation.startIntake() }
            let turns = "when=\(Self.isLong ? Int.random(in: 1..<8) : 3)+5"
            let load = try organisation.refusing(call, "error=\(error):\(turns)") {
                let load = Load(organisation, writers: 2)
                usleep(1_200_000)
                return load
            }
            sent.take(load.end())
            // It goes on, or it was ended and starts anew: it is never there and takes nothing in.
            let end = Date(timeIntervalSinceNow: 120)
            var isBack = false
            while !isBack, Date.now < end {
                if organisation.intake?.isRunning != true { try organisation.startIntake() }
                let story = "After \(call) \(error). \(UUID().uuidString)"
                sent.all.insert(story)
                isBack = Load.send(story, organisation.port) == true
                if isBack { sent.receipted.insert(story) } else { usleep(200_000) }
            }
            #expect(isBack, "silent after \(call) failed with \(error)")
        }
        try expectKept(sent, atLeast: 3)
    }

    @Test(.enabled(if: Faketime.isThere))
    func `a story survives a clock that jumps, and outside the keyring's time nothing is taken in`() throws {
        let clock = organisation.folder + "/clock"
        func set(_ offset: String) throws { try offset.write(toFile: clock, atomically: true, encoding: .utf8) }
        try set("+0d")
        try organisation.startIntake(
            under: [
                "/usr/bin/env", "LD_PRELOAD=\(Faketime.library)", "FAKETIME_TIMESTAMP_FILE=\(clock)",
                "FAKETIME_NO_CACHE=1",
                // No memory is shared: making it, the library would lose the program's arguments.
                "FAKETIME_SHARED=/none /none", "DONT_FAKE_MONOTONIC=1",
            ])
        var sent = Sent()
        for offset in Self.isLong
            ? ["+1d", "-1000d", "+45d", "+10000d", "-1d", "+90d", "-40d", "+1d"] : ["+45d", "+10000d"]
        {
            let load = Load(organisation, writers: 2)
            usleep(300_000)
            try set(offset)
            usleep(300_000)
            sent.take(load.end())
            // The keyring begins today.
            let isOutside = offset.hasPrefix("-") || offset.count > 5
            #expect(try (organisation.get("/write").status == 503) == isOutside, "\(offset)")
            #expect(try (organisation.health() != "ok") == isOutside, "\(offset)")
            try set("+0d")
            let story = "After \(offset). \(UUID().uuidString)"
            sent.all.insert(story)
            try #require(Load.send(story, organisation.port) == true, "not back at once after \(offset)")
            sent.receipted.insert(story)
        }
        try expectKept(sent, atLeast: 2)
    }

    @Test(arguments: [8, 24])
    func `a story survives memory that runs out, once its receipt was read`(mebibytes: Int) throws {
        try organisation.startIntake()
        var sent = Sent()
        let process = String(try #require(organisation.intakeProcess))
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let size = try #require(status.firstMatch(of: /VmSize:\s+([0-9]+)/).flatMap { Int($0.1) })
        try limit(process, "--as=\((size << 10) + (mebibytes << 20)):")
        let load = Load(organisation, writers: Self.isLong ? 32 : 8, parts: 10_000..<15_000)
        usleep(Self.isLong ? 10_000_000 : 1_500_000)
        sent.take(load.end())
        // It may have been ended; if not, it goes on as soon as there is memory.
        if organisation.intake?.isRunning == true {
            try limit(process, "--as=unlimited:")
        } else {
            try organisation.startIntake()
        }
        let story = "After it. \(UUID().uuidString)"
        sent.all.insert(story)
        try #require(Load.send(story, organisation.port) == true)
        sent.receipted.insert(story)
        try expectKept(sent, atLeast: 1)
    }

    @Test func `with few files to open, those who hold them and say nothing keep nobody out`() throws {
        try organisation.startIntake(under: ["/usr/bin/prlimit", "--nofile=128"])
        var silent: [Int32] = []
        defer { for line in silent { close(line) } }
        for _ in 0..<120 { silent.append(try #require(Self.connect(organisation.port))) }
        var sent = Sent()
        for number in 0..<3 {
            let story = "Beside them, \(number). \(UUID().uuidString)"
            sent.all.insert(story)
            try #require(Load.send(story, organisation.port) == true)
            sent.receipted.insert(story)
        }
        try expectKept(sent, atLeast: 3)
    }

    @Test func `it takes as many files as it may have, and not only those that it begins with`() throws {
        try organisation.startIntake(under: ["/usr/bin/prlimit", "--nofile=128:2048"])
        var silent: [Int32] = []
        defer { for line in silent { close(line) } }
        for _ in 0..<600 { silent.append(try #require(Self.connect(organisation.port))) }
        #expect(try organisation.get("/write").status == 200)
        var byte: UInt8 = 0
        let ended = silent.filter { unsafe recv($0, &byte, 1, Int32(MSG_DONTWAIT)) == 0 }
        #expect(ended.isEmpty, "\(ended.count) of 600 had to go")
    }

    // It uses a keyring for a minute before it looks again.
    @Test(.enabled(if: isLong), arguments: ["unsigned", "empty", "changed", "large"])
    func `a story survives a keyring that is replaced, and nothing is taken in until it is back`(fate: String) throws {
        try organisation.startIntake()
        let keyring = organisation.folder + "/keys/keyring.txt"
        let signature = keyring + ".minisig"
        let (text, signed) = (
            try Data(contentsOf: URL(filePath: keyring)), try Data(contentsOf: URL(filePath: signature))
        )
        let load = Load(organisation, writers: 4)
        switch fate {
        case "unsigned": try FileManager.default.removeItem(atPath: signature)
        case "empty": try Data().write(to: URL(filePath: keyring))
        case "changed": try (text + Data("\n".utf8)).write(to: URL(filePath: keyring))
        default: try Data(count: 64 << 20).write(to: URL(filePath: keyring))
        }
        sleep(63)
        let isClosed = try organisation.get("/write").status == 503
        try text.write(to: URL(filePath: keyring))
        try signed.write(to: URL(filePath: signature))
        #expect(isClosed)
        let story = "Once it is back. \(UUID().uuidString)"
        let wasTaken = Load.send(story, organisation.port) == true
        var sent = load.end()
        #expect(wasTaken, "not back at once")
        sent.all.insert(story)
        sent.receipted.insert(story)
        try expectKept(sent, atLeast: 5)
    }

    @Test(.enabled(if: RecordFirstTests.canMount, "only root may make a folder read-only for one program"))
    func `on a disk that can only be read it does not start, and says what to do`() throws {
        try organisation.configureIntake()
        // Its sockets and its state stand in the same folder.
        let answer = try Programs.run(
            "/usr/bin/unshare",
            [
                "--mount", "/bin/sh", "-c",
                "mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\" && exec \"$2\" serve --config \"$1/intake.yaml\"",
                "sh", organisation.folder, Programs.folder + "/firsthand-intake",
            ])
        #expect(answer.status == 69)
        #expect(answer.errors.contains("cannot be read or written; check its folder and try again"), "\(answer.errors)")
    }

    private func limit(_ process: String, _ what: String) throws {
        #expect(try Programs.run("/usr/bin/prlimit", ["--pid", process, what]).status == 0)
    }

    /// A connection on which nothing is said.
    private static func connect(_ port: Int) -> Int32? {
        let line = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        // Safe: the address lives through the call, and its size is that of its type.
        let found = unsafe withUnsafePointer(to: address) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(line, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return found == 0 ? line : nil
    }

    // MARK: What is there afterwards

    /// Stories, and those of them whose receipt was read.
    struct Sent {
        var all: Set<String> = []
        var receipted: Set<String> = []

        mutating func take(_ other: Sent) {
            all.formUnion(other.all)
            receipted.formUnion(other.receipted)
        }
    }

    private func missing(_ sent: Sent) throws -> Set<String> {
        sent.receipted.subtracting(try Opened(organisation).texts())
    }

    private func expectKept(_ sent: Sent, atLeast count: Int) throws {
        // A fresh start reads whatever log is left.
        organisation.stopIntake(kill: true)
        try organisation.startIntake()
        let texts = try Opened(organisation).texts()
        #expect(sent.receipted.count >= count)
        #expect(sent.receipted.isSubset(of: texts), "\(sent.receipted.subtracting(texts).count) lost")
        #expect(Set(texts).count == texts.count, "stored twice")
        #expect(Set(texts).isSubset(of: sent.all), "half there, or changed")
        let integrity = try Programs.run("/usr/bin/sqlite3", [organisation.vault, "PRAGMA integrity_check"])
        #expect(integrity.text == "ok\n", "\(integrity.text)")
        print("faults: \(sent.all.count) sent, \(sent.receipted.count) receipts, \(texts.count) stored")
    }

    /// Writers who send one story after the other until they are told to end.
    ///
    /// Safe to share: what changes stands behind a lock.
    final class Load: Sendable {
        private let sent = Mutex(Sent())
        private let isOver = Atomic(false)
        private let threads = DispatchGroup()

        /// - Parameter parts: how many short sentences each story has.
        init(_ organisation: Organisation, writers: Int, parts: Range<Int> = 0..<800) {
            let port = organisation.port
            for _ in 0..<writers {
                DispatchQueue.global().async(group: threads) { self.write(port, parts) }
            }
        }

        /// What was sent until now.
        func soFar() -> Sent { sent.withLock { $0 } }

        func end() -> Sent {
            isOver.store(true, ordering: .releasing)
            threads.wait()
            return sent.withLock { $0 }
        }

        private func write(_ port: Int, _ parts: Range<Int>) {
            while !isOver.load(ordering: .acquiring) {
                let story = "Told \(UUID().uuidString). " + String(repeating: "Then. ", count: Int.random(in: parts))
                sent.withLock { _ = $0.all.insert(story) }
                switch Self.send(story, port) {
                case true?: sent.withLock { _ = $0.receipted.insert(story) }
                case false?: break
                case nil: usleep(20_000)
                }
            }
        }

        /// Whether a receipt was read in full; nil if there was no form to write into.
        static func send(_ story: String, _ port: Int) -> Bool? {
            guard let page = curl(["http://127.0.0.1:\(port)/write"], ""),
                let nonce = Organisation.value("nonce", in: page), let token = Organisation.value("token", in: page)
            else { return nil }
            let body = "nonce=\(nonce)&token=\(token)&story=\(Organisation.encoded(Array(story.utf8)))"
            // Curl fails for an answer that is cut off.
            return curl(["-H", "Cookie: v=1", "--data-binary", "@-", "http://127.0.0.1:\(port)/send"], body)
                .flatMap(Organisation.receipt) != nil
        }

        private static func curl(_ arguments: [String], _ input: String) -> String? {
            let answer = try? Programs.run(
                "/usr/bin/curl", ["-s", "-f", "--max-time", "20"] + arguments, input: Array(input.utf8))
            return answer?.status == 0 ? answer?.text : nil
        }
    }
}

/// The library that sets the clock of one program (Debian's package `faketime`).
enum Faketime {
    static let library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"

    static var isThere: Bool {
        let isThere = FileManager.default.fileExists(atPath: library)
        if !isThere { print("SKIPPED, LOUDLY: no faketime, so no clock jumps") }
        return isThere
    }
}

/// The library that cuts the power (`Tests/PowerCut`).
enum PowerCut {
    private static let compiler = ["/usr/bin/cc", "/usr/bin/gcc", "/usr/bin/clang"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    static var isThere: Bool {
        if compiler == nil { print("SKIPPED, LOUDLY: no C compiler, so nobody cuts the power") }
        return compiler != nil
    }

    static func library(_ organisation: Organisation) throws -> String {
        let path = organisation.folder + "/powercut.so"
        let answer = try Programs.run(
            try #require(compiler),
            ["-shared", "-fPIC", "-O1", "-o", path, Programs.repository + "/Tests/PowerCut/powercut.c", "-ldl"])
        try #require(answer.status == 0, "\(answer.errors)")
        return path
    }
}
