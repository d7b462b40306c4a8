import FoundationEssentials

/// Where an intake listens and where its files stand (`intake.yaml`), strictly loaded as a policy is.
public struct IntakeConfiguration: Sendable {
    /// Where pages are served.
    public enum Listen: Sendable, Equatable {
        /// Port 0 is any free port; the intake says which one it got.
        case tcp(host: String, port: Int)
        case unix(path: String)
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

    /// Loads a configuration; relative paths are relative to its own folder.
    ///
    /// - Throws: `PolicyError`, with file and line.
    public static func load(_ path: String) throws(PolicyError) -> IntakeConfiguration {
        let url = URL(filePath: path)
        let folder = url.deletingLastPathComponent().path
        return try IntakeConfiguration(PolicyFile(folder: folder, name: url.lastPathComponent), folder: folder)
    }

    private init(_ file: PolicyFile, folder: String) throws(PolicyError) {
        let paths = ["health", "vault", "keys", "steward", "state", "form-key", "policies"]
        let reader = try file.section(keys: ["listen"] + paths)
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
        let address = try reader.text("listen", "an address such as \"127.0.0.1:8080\", or \"unix:PATH\"") {
            Self.address($0, folder: folder) != nil
        }
        // The check above passed, so the second reading gives the same.
        listen = Self.address(address, folder: folder) ?? .unix(path: "\(folder)/intake.sock")
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
