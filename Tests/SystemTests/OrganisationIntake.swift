import Envelope
import Foundation
import Testing

/// The running intake.
extension Organisation {
    /// The intake's process id, while it runs.
    var intakeProcess: Int32? { intake?.processIdentifier }

    /// Writes `intake.yaml`, which every command of the intake reads.
    func configureIntake() throws {
        try (Self.configuration(listen: "127.0.0.1:0", policies: policies, vault: vaultName) + "\n" + settings)
            .write(toFile: folder + "/intake.yaml", atomically: true, encoding: .utf8)
    }

    /// An `intake.yaml` for the files of an organisation beside it.
    static func configuration(
        listen: String = "unix:intake.sock", policies: String, vault: String = "vault.sqlite"
    ) -> String {
        """
        listen: "\(listen)"
        health: health.sock
        vault: \(vault)
        keys: keys
        steward: steward.pub
        state: state-intake
        form-key: form.key
        policies: \(policies)
        allow-root: yes
        allow-swap: yes
        """
    }

    /// Starts the intake on a free loopback port and waits until its health socket answers, whatever it says.
    ///
    /// The intake asks for any free port and says which it got: one picked here could be taken by a connection of
    /// another test before the intake has it.
    /// - Parameter tracer: a program and its arguments that start the intake in their own process.
    func startIntake(under tracer: [String] = []) throws {
        try configureIntake()
        let process = Process()
        let command = tracer + [Programs.folder + "/firsthand-intake", "serve", "--config", folder + "/intake.yaml"]
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        let log = folder + "/intake.log"
        if !FileManager.default.fileExists(atPath: log) {
            _ = FileManager.default.createFile(atPath: log, contents: nil)
        }
        let handle = try #require(FileHandle(forWritingAtPath: log))
        let start = try handle.seekToEnd()
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        intake = process
        for _ in 0..<2_400 {
            let said = String(decoding: try Data(contentsOf: URL(filePath: log)).dropFirst(Int(start)), as: UTF8.self)
            if let announced = said.firstMatch(of: /listening on http:\/\/127\.0\.0\.1:([0-9]+)\n/) {
                port = try #require(Int(announced.1))
                if try !health().isEmpty { return }
            }
            let isRunning = process.isRunning
            try #require(isRunning, "the intake stopped: \(said)")
            usleep(50_000)
        }
        Issue.record("the intake did not start")
    }

    /// What the health socket says; nothing if it says nothing for so many seconds.
    func health(within seconds: Int = 60) throws -> String {
        try request([
            "--max-time", String(seconds), "--unix-socket", folder + "/health.sock", "http://health/health",
        ]).body.trimmingCharacters(in: .newlines)
    }

    /// Ends the intake: asked kindly, or killed.
    func stopIntake(kill isKilled: Bool = false) {
        guard let intake, intake.isRunning else { return }
        if isKilled { kill(intake.processIdentifier, SIGKILL) } else { intake.terminate() }
        intake.waitUntilExit()
        self.intake = nil
    }

    /// Lets calls of the running intake fail while `work` is done, as strace's `inject` describes it.
    func refusing<Result>(_ call: String, _ how: String, during work: () throws -> Result) throws -> Result {
        try meddling(["-f"], with: String(try #require(intakeProcess)), call, how, during: work)
    }

    /// Holds one thread of the running intake in a call while `work` is done.
    func holding<Result>(_ thread: String, at call: String, during work: () throws -> Result) throws -> Result {
        try meddling([], with: thread, call, "delay_exit=600s", during: work)
    }

    private func meddling<Result>(
        _ options: [String], with target: String, _ call: String, _ how: String, during work: () throws -> Result
    ) throws -> Result {
        let tracer = Process()
        tracer.executableURL = URL(filePath: "/usr/bin/strace")
        tracer.arguments =
            options + [
                "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):\(how)", "-p", target,
            ]
        tracer.standardError = FileHandle.nullDevice
        try tracer.run()
        defer {
            // Killed, and not asked to end: while calls go on failing it may take long to let go.
            kill(tracer.processIdentifier, SIGKILL)
            tracer.waitUntilExit()
        }
        return try work()
    }
}

/// Another program that holds a vault.
final class VaultHolder {
    private let shell = Process()
    private let orders = Pipe()

    /// - Parameter sql: what takes hold of it, and prints something once it has.
    init(_ vault: String, _ sql: String) throws {
        let said = Pipe()
        shell.executableURL = URL(filePath: "/usr/bin/sqlite3")
        shell.arguments = [vault]
        shell.standardInput = orders
        shell.standardOutput = said
        try shell.run()
        orders.fileHandleForWriting.write(Data("\(sql)\n".utf8))
        #expect(!said.fileHandleForReading.availableData.isEmpty)
    }

    deinit { shell.terminate() }

    func letGo(_ sql: String) {
        orders.fileHandleForWriting.write(Data("\(sql)\n.quit\n".utf8))
        shell.waitUntilExit()
    }
}
