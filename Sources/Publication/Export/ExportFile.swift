/// The names that files of an export can have.
enum ExportFile {
    /// Whether `path` is one that an export may hold: plain names, no way out of the folder.
    static func isPath(_ path: String) -> Bool {
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        return (1...200).contains(path.utf8.count)
            && names.allSatisfy { name in
                !name.isEmpty && !name.hasPrefix(".")
                    && name.utf8.allSatisfy {
                        (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
                            || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
                    }
            }
    }
}
