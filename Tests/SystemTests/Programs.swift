import Envelope
import Foundation
import Testing

/// The built programs, beside the test bundle.
enum Programs {
    static let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    struct Answer {
        let status: Int32
        let output: [UInt8]
        let errors: String
        var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Runs a program to its end; everything it prints is kept.
    static func run(_ program: String, _ arguments: [String], input: [UInt8] = [], in folder: String? = nil) throws
        -> Answer
    {
        let process = Process()
        process.executableURL = URL(filePath: program.hasPrefix("/") ? program : "\(Self.folder)/\(program)")
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        // Files and not pipes: a full pipe would stop both sides.
        let files = ["in", "out", "err"].map { scratch.appending(path: $0) }
        try Data(input).write(to: files[0])
        for file in files.dropFirst() { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return Answer(
            status: process.terminationStatus, output: Array(try Data(contentsOf: files[1])),
            errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
    }
}

/// An organisation in a temporary folder: keys by the real ceremony, a vault, and an intake when asked for.
final class Organisation {
    static let passphrase = "correct horse battery staple"
    let folder: String
    private var intake: Process?
    private(set) var port = 0
    /// The folder of the policies: those that ship, unless a test takes others.
    var policies = Programs.repository + "/Policies"

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "firsthand-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let answer = try Programs.run(
            "firsthand-review",
            [
                "steward", "init", "--folder", folder, "--reviewers", "ana,ben", "--publisher", "press",
                "--passphrase-fd", "0", "--small-machine",
            ], input: Array(String(repeating: Self.passphrase + "\n", count: 5).utf8))
        try #require(answer.status == 0, "\(answer.errors)")
    }

    deinit {
        stopIntake()
        try? FileManager.default.removeItem(atPath: folder)
    }

    var vault: String { folder + "/vault.sqlite" }

    private func places(passphraseFd: Int) -> [String] {
        [
            "--vault", vault, "--keys", folder + "/keys", "--steward", folder + "/steward.pub", "--policies",
            policies, "--passphrase-fd", String(passphraseFd),
        ]
    }

    /// The whole of a reviewer's command.
    func reviewing(_ name: String, _ arguments: [String], passphraseFd: Int = 0) -> [String] {
        arguments + places(passphraseFd: passphraseFd)
            + ["--state", "\(folder)/state-\(name)", "--key", "\(folder)/secret/\(name).secret"]
    }

    /// A reviewer's command; `input` follows the passphrase on standard input.
    func review(_ name: String, _ arguments: [String], input: String = "") throws -> Programs.Answer {
        try Programs.run(
            "firsthand-review", reviewing(name, arguments), input: Array((Self.passphrase + "\n" + input).utf8))
    }

    /// A steward's command.
    func steward(_ arguments: [String]) throws -> Programs.Answer {
        try Programs.run(
            "firsthand-review", ["steward"] + arguments + ["--folder", folder, "--passphrase-fd", "0"],
            input: Array((Self.passphrase + "\n").utf8))
    }

    /// A new reviewer's or publisher's key beside the others; its public file.
    func newKey(_ name: String, of program: String = "firsthand-review") throws -> String {
        let answer = try Programs.run(
            program, ["keys", "new", name, "--to", folder + "/secret", "--passphrase-fd", "0"],
            input: Array((Self.passphrase + "\n").utf8))
        try #require(answer.status == 0, "\(answer.errors)")
        return "\(folder)/secret/\(name).pub"
    }

    /// An export into a new folder of this name.
    func export(_ name: String, use: String = "website", _ more: [String] = []) throws -> Programs.Answer {
        try publish(["export", "--use", use, "--to", "\(folder)/\(name)"] + more)
    }

    /// A publisher's command; `input` follows the passphrase on standard input.
    func publish(
        _ arguments: [String], input: String = "", by name: String = "press"
    ) throws -> Programs.Answer {
        try Programs.run(
            "firsthand-publish",
            arguments + places(passphraseFd: 0) + [
                "--state", folder + "/state-press", "--key", "\(folder)/secret/\(name).secret",
            ],
            input: Array((Self.passphrase + "\n" + input).utf8))
    }

    func verify(_ name: String) throws -> Programs.Answer {
        try Programs.run(
            "firsthand-publish",
            [
                "verify", "\(folder)/\(name)", "--keys", folder + "/keys", "--steward", folder + "/steward.pub",
                "--state",
                folder + "/state-press",
            ])
    }

    /// A reviewer's letter to a survivor.
    func letter(_ name: String, to id: String, _ words: String) throws -> Programs.Answer {
        try review(name, ["letter", id, "--text-fd", "0"], input: words)
    }

    /// A proposal made with edits, as `redact` reads them.
    func propose(_ name: String, _ id: String, title: String, edits: String) throws -> Programs.Answer {
        try review(name, ["redact", id, "--edits-fd", "0"], input: "title\t\(title)\n\(edits)\n")
    }

    /// A reviewer's yes to the manuscript that is proposed now.
    func approve(_ name: String, _ id: String) throws -> Programs.Answer {
        let manuscript = try cases(name).first { $0.id == id }?.manuscript ?? ""
        return try review(name, ["approve", id, "--confirm", manuscript])
    }

    /// Every sealed body that stands in the vault.
    func bodies() throws -> [Data] {
        let text = try Programs.run("/usr/bin/sqlite3", [vault, "SELECT hex(bytes) FROM bodies"]).text
        return text.split(separator: "\n").map { line in
            let digits = Array(line.utf8).map { $0 < 0x41 ? $0 - 0x30 : $0 - 0x37 }
            return Data(stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
        }
    }

    // MARK: The intake

    /// The intake's process id, while it runs.
    var intakeProcess: Int32? { intake?.processIdentifier }

    /// Writes `intake.yaml`, which every command of the intake reads.
    func configureIntake() throws {
        let configuration = """
            listen: "127.0.0.1:0"
            health: health.sock
            vault: vault.sqlite
            keys: keys
            steward: steward.pub
            state: state-intake
            form-key: form.key
            policies: \(policies)
            """
        try configuration.write(toFile: folder + "/intake.yaml", atomically: true, encoding: .utf8)
    }

    /// Starts the intake on a free loopback port and waits until its health socket answers.
    ///
    /// The intake asks for any free port and says which it got: one picked here could be taken by a connection of
    /// another test before the intake has it.
    func startIntake() throws {
        try configureIntake()
        let process = Process()
        process.executableURL = URL(filePath: Programs.folder + "/firsthand-intake")
        process.arguments = ["serve", "--config", folder + "/intake.yaml"]
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
        for _ in 0..<200 {
            let said = String(decoding: try Data(contentsOf: URL(filePath: log)).dropFirst(Int(start)), as: UTF8.self)
            if let announced = said.firstMatch(of: /listening on http:\/\/127\.0\.0\.1:([0-9]+)\n/) {
                port = try #require(Int(announced.1))
                if try curl(["--unix-socket", folder + "/health.sock", "http://health/health"]).status == 0 { return }
            }
            let isRunning = process.isRunning
            try #require(isRunning, "the intake stopped: \(said)")
            usleep(50_000)
        }
        Issue.record("the intake did not start")
    }

    /// Ends the intake: asked kindly, or killed.
    func stopIntake(kill isKilled: Bool = false) {
        guard let intake, intake.isRunning else { return }
        if isKilled { kill(intake.processIdentifier, SIGKILL) } else { intake.terminate() }
        intake.waitUntilExit()
        self.intake = nil
    }

    func curl(_ arguments: [String], input: [UInt8] = []) throws -> Programs.Answer {
        try Programs.run("/usr/bin/curl", ["-s", "-f", "--max-time", "60"] + arguments, input: input)
    }

    /// A page with its status.
    func get(_ path: String) throws -> (status: Int, body: String) {
        try request(["http://127.0.0.1:\(port)\(path)"])
    }

    func request(_ arguments: [String], input: [UInt8] = []) throws -> (status: Int, body: String) {
        let answer = try Programs.run(
            "/usr/bin/curl", ["-s", "--max-time", "60", "-w", "\n%{http_code}"] + arguments, input: input)
        let text = answer.text
        let end = text.lastIndex(of: "\n") ?? text.startIndex
        return (Int(text[end...].dropFirst()) ?? 0, String(text[..<end]))
    }

    /// A fresh form's hidden fields.
    func form() throws -> (nonce: String, token: String) {
        let page = try get("/write").body
        return (try #require(Self.value("nonce", in: page)), try #require(Self.value("token", in: page)))
    }

    static func value(_ name: String, in page: String) -> String? {
        guard let field = page.range(of: "name=\"\(name)\"") else { return nil }
        let rest = page[field.upperBound...]
        guard let start = rest.range(of: "value=\""), let end = rest[start.upperBound...].firstIndex(of: "\"") else {
            return nil
        }
        return String(rest[start.upperBound..<end])
    }

    /// Posts fields in their order, percent-encoded byte by byte.
    func post(_ fields: [(String, [UInt8])], path: String = "/send") throws -> (status: Int, body: String) {
        try post(body: Array(fields.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&").utf8), path: path)
    }

    func post(body: [UInt8], path: String = "/send") throws -> (status: Int, body: String) {
        try request(
            [
                "-H", "Content-Type: application/x-www-form-urlencoded", "-H", "Expect:", "--data-binary", "@-",
                "http://127.0.0.1:\(port)\(path)",
            ], input: body)
    }

    /// Sends a story with a fresh form, for these uses.
    func send(
        _ story: String, uses: [String] = ["website"], showFirst: Bool = false
    ) throws -> (status: Int, body: String) {
        let form = try form()
        return try post(Self.fields(form, story: story, uses: uses, showFirst: showFirst))
    }

    static func fields(
        _ form: (nonce: String, token: String), story: String, uses: [String], showFirst: Bool = false
    ) -> [(String, [UInt8])] {
        [("nonce", Array(form.nonce.utf8)), ("token", Array(form.token.utf8)), ("story", Array(story.utf8))]
            + uses.map { ("use-\($0)", Array("yes".utf8)) } + [("show-first", Array((showFirst ? "yes" : "no").utf8))]
    }

    static func encoded(_ bytes: [UInt8]) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
        return bytes.map { plain.contains($0) ? String(UnicodeScalar($0)) : "%" + [$0].hex.uppercased() }.joined()
    }

    /// The words of the receipt page.
    static func receipt(_ page: String) -> String? {
        guard let start = page.range(of: "id=\"receipt\""), let open = page[start.upperBound...].firstIndex(of: ">"),
            let end = page[open...].firstIndex(of: "<")
        else { return nil }
        return page[page.index(after: open)..<end].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    // MARK: Cases

    struct CaseLine: Decodable {
        let id: String
        let stage: String
        let approvals: Int
        let manuscript: String?
        let flaws: [String]
        let uses: [String]
        let letters: Int
    }

    /// What the inbox says.
    func cases(_ name: String = "ana") throws -> [CaseLine] {
        let answer = try review(name, ["inbox", "--json"])
        try #require(answer.status == 0, "\(answer.errors)")
        return try JSONDecoder().decode([CaseLine].self, from: Data(answer.output))
    }
}
