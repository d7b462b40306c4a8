public import Envelope
internal import Press

extension PublicationExport {
    /// The formats that every export holds.
    static func formats() throws(ExportError) -> [any ExportFormat] { [MarkdownFormat(), try PageFormat()] }

    /// Makes every file but the signature, one after the other: the stories, `manifest.json`, `SHA256SUMS`.
    func make(_ receive: (ExportFile) throws(ExportError) -> Void) throws(ExportError) {
        let formats = try Self.formats()
        var sums = Checksums()
        func pass(_ file: ExportFile) throws(ExportError) {
            guard ExportFile.isPath(file.path), sums.add(file.path, SHA256Sum.of(file.bytes)) else { throw .badFile }
            try receive(file)
        }
        for format in formats { try format.make(self, pass) }
        try pass(Manifest(self, formats: formats).file())
        try receive(ExportFile(path: Checksums.path, text: sums.text))
    }

    /// Every file but the signature, in ascending order of path.
    ///
    /// The same export gives the same bytes, on any machine.
    ///
    /// - Throws: `ExportError`.
    public func files() throws(ExportError) -> [ExportFile] {
        var files: [ExportFile] = []
        try make { (file) throws(ExportError) in files.append(file) }
        return files.sorted { $0.path.utf8Precedes($1.path) }
    }

    /// Every file, `SHA256SUMS.minisig` included.
    ///
    /// - Parameter sign: the publisher's signature over the bytes of `SHA256SUMS` and a trusted comment.
    /// - Throws: `ExportError`, or what `sign` throws.
    public func signedFiles(
        _ sign: (_ sums: [UInt8], _ trustedComment: String) throws -> MinisignSignature
    ) throws -> [ExportFile] {
        let files = try files()
        guard let sums = files.first(where: { $0.path == Checksums.path }) else { throw ExportError.badFile }
        let signature = try sign(sums.bytes, trustedComment)
        return files + [ExportFile(path: Checksums.signaturePath, text: signature.file)]
    }
}
