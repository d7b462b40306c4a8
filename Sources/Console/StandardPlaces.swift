import FoundationEssentials

/// Where the programs look when nothing else is said: the XDG base folders.
///
/// Source: <https://specifications.freedesktop.org/basedir-spec/latest/>
public enum StandardPlaces {
    /// `$XDG_STATE_HOME/firsthand`, else `~/.local/state/firsthand`.
    public static var state: String { folder("XDG_STATE_HOME", else: "/.local/state") }

    /// `$XDG_CONFIG_HOME/firsthand`, else `~/.config/firsthand`.
    public static var configuration: String { folder("XDG_CONFIG_HOME", else: "/.config") }

    private static func folder(_ variable: String, else place: String) -> String {
        let environment = ProcessInfo.processInfo.environment
        if let set = environment[variable], set.hasPrefix("/") { return set + "/firsthand" }
        return (environment["HOME"] ?? "") + place + "/firsthand"
    }
}
