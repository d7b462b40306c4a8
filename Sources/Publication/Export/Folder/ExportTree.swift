internal import Envelope
import Files
import FoundationEssentials

/// The files and folders of an export as they lie on the disk.
struct ExportTree {
    private let root: String
    /// Every file, by its path from the root.
    private(set) var files: Set<String> = []
    private var folders: Set<String> = []

    /// Lists everything under `root`.
    ///
    /// - Throws: `ExportFault`, also for a link and whatever else is neither file nor folder.
    init(_ root: String) throws(ExportFault) {
        self.root = root
        var waiting = [""]
        while let folder = waiting.popLast() {
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)") else {
                throw ExportFault(.unreadable, folder)
            }
            for name in names.sorted(by: { $0.utf8Precedes($1) }) {
                let path = folder.isEmpty ? name : "\(folder)/\(name)"
                // The attributes are those of a link itself, not of what it leads to.
                let type = try? FileManager.default.attributesOfItem(atPath: "\(root)/\(path)")[.type]
                switch type as? FileAttributeType {
                case .typeRegular: files.insert(path)
                case .typeDirectory:
                    folders.insert(path)
                    waiting.append(path)
                default: throw ExportFault(.notPlain, path)
                }
            }
        }
    }

    /// The first file or folder that the sums do not account for.
    func extra(beside sums: Checksums) -> String? {
        var needed: Set<String> = []
        for path in sums.paths {
            let names = path.split(separator: "/")
            for count in 1..<max(names.count, 1) { needed.insert(names.prefix(count).joined(separator: "/")) }
        }
        let known = Set(sums.paths + [Checksums.path, Checksums.signaturePath])
        return files.subtracting(known).union(folders.subtracting(needed)).min { $0.utf8Precedes($1) }
    }

    /// The bytes of one file.
    func read(_ path: String) throws(ExportFault) -> [UInt8] {
        do { return try InputFile.bytes("\(root)/\(path)") } catch { throw ExportFault(.unreadable, path) }
    }
}
