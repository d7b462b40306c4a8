public import Envelope

/// One way of writing stories down, as some tool reads them.
protocol ExportFormat: Sendable {
    /// The files that hold one story and go when it goes.
    func paths(of story: ApprovedStory) -> [String]

    /// The files that belong to no one story.
    var sharedPaths: [String] { get }

    /// Makes every file, one after the other, so that memory holds one at a time.
    func make(_ export: Export, _ receive: (ExportFile) throws(ExportError) -> Void) throws(ExportError)
}

extension Export {
    /// The formats that every export holds.
    static func formats() throws(ExportError) -> [any ExportFormat] { [MarkdownFormat(), try PageFormat()] }

    /// Makes every file but the signature: the stories, then `manifest.json`, then `SHA256SUMS`.
    ///
    /// The same export gives the same bytes, on any machine.
    func make(
        sha256: ([UInt8]) -> Digest, _ receive: (ExportFile) throws(ExportError) -> Void
    ) throws(ExportError) {
        let formats = try Self.formats()
        var sums = Checksums()
        func pass(_ file: ExportFile) throws(ExportError) {
            guard ExportFile.isPath(file.path), sums.add(file.path, sha256(file.bytes)) else { throw .badFile }
            try receive(file)
        }
        for format in formats { try format.make(self, pass) }
        try pass(Manifest(self, formats: formats).file())
        try receive(ExportFile(path: Checksums.path, text: sums.text))
    }

    /// Every file but the signature, in ascending order of path.
    ///
    /// - Parameter sha256: SHA-256.
    /// - Throws: `ExportError`.
    public func files(sha256: ([UInt8]) -> Digest) throws(ExportError) -> [ExportFile] {
        var files: [ExportFile] = []
        try make(sha256: sha256) { (file) throws(ExportError) in files.append(file) }
        return files.sorted { $0.path.utf8Precedes($1.path) }
    }
}
