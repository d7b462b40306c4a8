public import Envelope
import Files
import FoundationEssentials

/// Where an intake listens and where its files stand (`intake.yaml`), strictly loaded as a policy is.
public struct IntakeConfiguration: Sendable {
    /// Where pages are served.
    public enum Listen: Sendable, Equatable {
        /// Port 0 is any free port; the intake says which one it got.
        case tcp(host: String, port: Int)
        case unix(path: String)

        /// Whether nobody on another machine can reach it.
        var staysOnMachine: Bool {
            switch self {
            case .unix: true
            case .tcp(let host, _):
                host == "localhost" || host == "::1" || host == "[::1]"
                    || host.wholeMatch(of: /127\.[0-9]+\.[0-9]+\.[0-9]+/) != nil
            }
        }
    }

    public let listen: Listen
    /// The unix socket of the health check: never on the listener that survivors reach.
    public let health: String
    public let vault: String
    public let keys: String
    public let steward: String
    public let state: String
    public let formKey: String
    public let policies: String
    /// The folder for backups; nil where none are made.
    public let backup: String?
    /// Whether the intake may run as root: a demonstration and the tests do.
    public let allowsRoot: Bool
    /// The memory that bodies and answers may take, all together, in MiB.
    public let memory: Int
    /// Whether it may run where memory can get onto a disk that is not encrypted.
    public let allowsSwap: Bool
    /// The MiB of the disk that stories leave free.
    public let diskReserve: Int
    /// The most MiB of stories that are taken in on one day.
    public let dailyLimit: Int
    /// The day on which the team is reminded.
    public let noticeDay: Day.Weekday
    /// The server in front that speaks TLS, where the listener is neither loopback nor a unix socket.
    public let tlsFront: String?

    /// Loads a configuration; relative paths are relative to its own folder.
    ///
    /// - Throws: `PolicyError`, with file and line.
    public static func load(_ path: String) throws(PolicyError) -> IntakeConfiguration {
        guard InputFile.exists(path) else {
            throw PolicyError(.missingFile, file: path, "there is no such file; firsthand-intake setup writes it")
        }
        let url = URL(filePath: path)
        let folder = url.deletingLastPathComponent().path
        return try IntakeConfiguration(PolicyFile(folder: folder, name: url.lastPathComponent), folder: folder)
    }

    private init(_ file: PolicyFile, folder: String) throws(PolicyError) {
        let paths = ["health", "vault", "keys", "steward", "state", "form-key", "policies"]
        let reader = try file.section(
            keys: ["listen"] + paths + [
                "backup", "memory", "disk-reserve", "daily-limit", "notice-day", "allow-root", "allow-swap",
                "tls-front",
            ])
        func path(_ key: String) throws(PolicyError) -> String {
            let text = try reader.text(key, "the path of a file or folder") { Wording.isLine($0, maximum: 1000) }
            return text.hasPrefix("/") ? text : "\(folder)/\(text)"
        }
        health = try path("health")
        vault = try path("vault")
        keys = try path("keys")
        steward = try path("steward")
        state = try path("state")
        formKey = try path("form-key")
        policies = try path("policies")
        backup = reader.has("backup") ? try path("backup") : nil
        let address = try reader.text("listen", "an address such as \"127.0.0.1:8080\", or \"unix:PATH\"") {
            Self.address($0, folder: folder) != nil
        }
        // The check above passed, so the second reading gives the same.
        listen = Self.address(address, folder: folder) ?? .unix(path: "\(folder)/intake.sock")
        allowsRoot = reader.has("allow-root") ? try reader.yesOrNo("allow-root") : false
        // The largest form has to fit, and its answer.
        memory = reader.has("memory") ? try reader.wholeNumber("memory", 8...1024) : 32
        allowsSwap = reader.has("allow-swap") ? try reader.yesOrNo("allow-swap") : false
        diskReserve = reader.has("disk-reserve") ? try reader.wholeNumber("disk-reserve", 1...1_000_000) : 512
        dailyLimit = reader.has("daily-limit") ? try reader.wholeNumber("daily-limit", 1...1_000_000) : 1024
        noticeDay = try Self.noticeDay(reader)
        tlsFront =
            reader.has("tls-front")
            ? try reader.text("tls-front", "the name of the server in front that speaks TLS, such as caddy") {
                Wording.isLine($0, maximum: 60)
            } : nil
        // Plain HTTP on a network shows each word to whoever carries it.
        guard listen.staysOnMachine || tlsFront != nil else {
            throw reader.refusal(
                "listen",
                "must be a unix socket or a loopback address, since this program speaks no TLS; if a server in front "
                    + "of it does, from another machine, name it: tls-front")
        }
    }

    private static func noticeDay(_ reader: PolicyReader) throws(PolicyError) -> Day.Weekday {
        guard reader.has("notice-day") else { return .monday }
        let names = Day.Weekday.allCases.map(\.rawValue).joined(separator: ", ")
        let name = try reader.text("notice-day", "one of: \(names)") { Day.Weekday(rawValue: $0) != nil }
        return Day.Weekday(rawValue: name) ?? .monday
    }

    private static func address(_ text: String, folder: String) -> Listen? {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            guard !path.isEmpty else { return nil }
            return .unix(path: path.hasPrefix("/") ? path : "\(folder)/\(path)")
        }
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon != text.startIndex
        else { return nil }
        return .tcp(host: String(text[..<colon]), port: port)
    }
}
