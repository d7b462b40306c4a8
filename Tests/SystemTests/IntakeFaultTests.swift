import Foundation
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
            for _ in 0..<200 where process.isRunning { usleep(50_000) }
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
    private static let refusals: [(call: String, errors: [String])] = {
        let file = ["EIO", "ENOSPC", "EDQUOT", "EROFS", "EINTR", "ENOMEM"]
        let network = ["ECONNRESET", "ENOBUFS", "ENOMEM", "EINTR", "EAGAIN"]
        let byCall =
            [
                "pwrite64", "pread64", "fdatasync", "fsync", "ftruncate", "openat", "unlink", "rename", "newfstatat",
                "fstat",
            ]
            .map { ($0, file) }
            + ["write", "writev", "read"].map { ($0, file + network) }
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
            let tracer = Process()
            tracer.executableURL = URL(filePath: "/usr/bin/strace")
            tracer.arguments = [
                "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                "inject=\(call):error=\(error):when=\(Self.isLong ? Int.random(in: 1..<8) : 3)+5", "-p",
                String(try #require(organisation.intakeProcess)),
            ]
            tracer.standardError = FileHandle.nullDevice
            try tracer.run()
            let load = Load(organisation, writers: 2)
            usleep(1_200_000)
            // It lets go of the intake when it is killed; a signal that it may handle waits behind those that it traces.
            kill(tracer.processIdentifier, SIGKILL)
            tracer.waitUntilExit()
            sent.take(load.end())
            // It goes on, or it was ended and starts anew: it is never there and takes nothing in.
            let end = Date(timeIntervalSinceNow: 30)
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

    // MARK: What is there afterwards

    /// Stories, and those of them whose receipt was read.
    private struct Sent {
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
    private final class Load: Sendable {
        private let sent = Mutex(Sent())
        private let isOver = Atomic(false)
        private let threads = DispatchGroup()

        init(_ organisation: Organisation, writers: Int) {
            let port = organisation.port
            for _ in 0..<writers {
                DispatchQueue.global().async(group: threads) { self.write(port) }
            }
        }

        func end() -> Sent {
            isOver.store(true, ordering: .releasing)
            threads.wait()
            return sent.withLock { $0 }
        }

        private func write(_ port: Int) {
            while !isOver.load(ordering: .acquiring) {
                let story = "Told \(UUID().uuidString). " + String(repeating: "Then. ", count: Int.random(in: 0..<800))
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
