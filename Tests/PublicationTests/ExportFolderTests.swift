import Envelope
import FoundationEssentials
import Press
import Testing

@testable import Publication

/// Exports on the disk: written whole or not at all, and checked byte for byte.
struct ExportFolderTests {
    /// A signed export in `scratch/out`, and the key that signed it.
    private func exported(_ scratch: ExportScratch) throws -> MinisignPublicKey {
        let publisher = try scratch.publisher()
        let files = try Sample.export([try Sample.story(1), try Sample.story(2, language: "es")])
            .signedFiles { try publisher.minisign($0, trustedComment: $1) }
        try ExportWriter.write(files, to: "\(scratch.path)/out")
        return publisher.minisignKey
    }

    private func fault(_ scratch: ExportScratch, _ key: MinisignPublicKey) -> ExportFault? {
        do {
            _ = try ExportVerifier.verify("\(scratch.path)/out", anyOf: [key])
            return nil
        } catch { return error }
    }

    @Test func `a good export is good and says what it is`() throws {
        let scratch = try ExportScratch()
        let key = try exported(scratch)
        let report = try ExportVerifier.verify("\(scratch.path)/out", anyOf: [key])
        #expect(report.ids == ["0101010101010101", "0202020202020202"])
        #expect(report.stories == 2 && report.files == 7 && report.use == .website)
        #expect(report.trustedComment == "firsthand export for website, 2026-11-23, stories: 2")
    }

    @Test func `every changed byte of every file is found and the file named`() throws {
        let scratch = try ExportScratch()
        let key = try exported(scratch)
        let good = try scratch.contents("out")
        #expect(good.count == 9)
        for (path, bytes) in good {
            for place in [0, bytes.count / 2, bytes.count - 1] {
                var changed = bytes
                changed[place] ^= 1
                try scratch.write(changed, to: "out/\(path)")
                let found = try #require(fault(scratch, key), "\(path) at \(place)")
                // The comment of a signature is the one place where minisign, too, promises nothing.
                let names = path.hasPrefix("SHA256SUMS") ? "SHA256SUMS.minisig" : path
                #expect(found.path == names)
            }
            try scratch.write(bytes + [10], to: "out/\(path)")
            #expect(fault(scratch, key) != nil)
            try scratch.write(bytes, to: "out/\(path)")
        }
        #expect(fault(scratch, key) == nil)
    }

    @Test func `a file that was removed or added is named`() throws {
        let scratch = try ExportScratch()
        let key = try exported(scratch)
        for (path, bytes) in try scratch.contents("out") {
            try scratch.remove("out/\(path)")
            #expect(fault(scratch, key) == ExportFault(.missing, path))
            try scratch.write(bytes, to: "out/\(path)")
        }
        try scratch.write([], to: "out/html/added.html")
        #expect(fault(scratch, key) == ExportFault(.extra, "html/added.html"))
        try scratch.remove("out/html/added.html")
        try FileManager.default.createDirectory(atPath: "\(scratch.path)/out/empty", withIntermediateDirectories: false)
        #expect(fault(scratch, key) == ExportFault(.extra, "empty"))
        try scratch.remove("out/empty")
        try scratch.write([], to: "out/a\u{1B}]0;x")
        #expect(fault(scratch, key)?.description.contains("\u{1B}") == false)
    }

    @Test func `a link in place of a file is refused, also one to the same bytes`() throws {
        let scratch = try ExportScratch()
        let key = try exported(scratch)
        let manifest = "\(scratch.path)/out/manifest.json"
        try FileManager.default.moveItem(atPath: manifest, toPath: "\(scratch.path)/elsewhere")
        try FileManager.default.createSymbolicLink(atPath: manifest, withDestinationPath: "\(scratch.path)/elsewhere")
        #expect(fault(scratch, key) == ExportFault(.notPlain, "manifest.json"))
    }

    @Test func `sums that fit a changed file do not fit the signature, and another key's does not count`() throws {
        let scratch = try ExportScratch()
        let key = try exported(scratch)
        let other = try scratch.publisher("other")
        let bytes = Array("changed".utf8)
        let old = try #require(try scratch.contents("out")["SHA256SUMS"])
        var sums = try #require(Checksums(old))
        try scratch.write(bytes, to: "out/manifest.json")
        sums = Checksums(replacing: "manifest.json", with: SHA256Sum.of(bytes), in: sums)
        try scratch.write(Array(sums.text.utf8), to: "out/SHA256SUMS")
        #expect(fault(scratch, key) == ExportFault(.badSignature, "SHA256SUMS.minisig"))
        let signature = try other.minisign(Array(sums.text.utf8), trustedComment: "x")
        try scratch.write(Array(signature.file.utf8), to: "out/SHA256SUMS.minisig")
        #expect(fault(scratch, key) == ExportFault(.badSignature, "SHA256SUMS.minisig"))
        #expect(fault(scratch, other.minisignKey) == ExportFault(.malformed, "manifest.json"))
    }

    @Test func `a manifest that leaves a signed file out is named`() throws {
        let scratch = try ExportScratch()
        let publisher = try scratch.publisher()
        var files = try Sample.export([try Sample.story()]).files()
        let stray = ExportFile(path: "html/stray.html", text: "x")
        var sums = Checksums()
        files.removeAll { $0.path == Checksums.path }
        for file in files + [stray] { _ = sums.add(file.path, SHA256Sum.of(file.bytes)) }
        let signature = try publisher.minisign(Array(sums.text.utf8), trustedComment: "x")
        files += [
            stray, ExportFile(path: Checksums.path, text: sums.text),
            ExportFile(path: Checksums.signaturePath, text: signature.file),
        ]
        try ExportWriter.write(files, to: "\(scratch.path)/out")
        #expect(fault(scratch, publisher.minisignKey) == ExportFault(.contradicts, "manifest.json"))
    }

    @Test func `a folder that holds something is left alone, an empty one is filled`() throws {
        let scratch = try ExportScratch()
        let out = "\(scratch.path)/out"
        let files = [ExportFile(path: "a/b.txt", text: "x")]
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: false)
        try ExportWriter.write(files, to: out + "/")
        #expect(throws: ExportError.folderInUse) { try ExportWriter.write(files, to: out) }
        #expect(try scratch.contents("out") == ["a/b.txt": [0x78]])
        try FileManager.default.createSymbolicLink(
            atPath: "\(scratch.path)/link", withDestinationPath: "\(scratch.path)/nowhere")
        #expect(throws: ExportError.folderInUse) { try ExportWriter.write(files, to: "\(scratch.path)/link") }
        #expect(throws: ExportError.cannotCreate) { try ExportWriter.write(files, to: "\(scratch.path)/no/such") }
    }

    @Test func `an export that fails half way leaves nothing`() throws {
        let scratch = try ExportScratch()
        let good = ExportFile(path: "a", text: "x")
        let inside = ExportFile(path: "a/b", text: "x")
        #expect(throws: ExportError.cannotWrite) { try ExportWriter.write([good, inside], to: "\(scratch.path)/out") }
        #expect(throws: ExportError.cannotWrite) { try ExportWriter.write([good, good], to: "\(scratch.path)/out") }
        let outside = ExportFile(path: "../a", text: "x")
        #expect(throws: ExportError.badFile) { try ExportWriter.write([good, outside], to: "\(scratch.path)/out") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
    }

    @Test func `files can be read by all and tell no time of day`() throws {
        let scratch = try ExportScratch()
        _ = try exported(scratch)
        for name in [""] + (try FileManager.default.subpathsOfDirectory(atPath: "\(scratch.path)/out")) {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(scratch.path)/out/\(name)")
            let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
            #expect(attributes[.posixPermissions] as? Int == (isFolder ? 0o755 : 0o644), "\(name)")
            let time = try #require(attributes[.modificationDate] as? Date)
            #expect(time.timeIntervalSince1970.truncatingRemainder(dividingBy: 86_400) == 0, "\(name)")
        }
    }
}

extension Checksums {
    fileprivate init(replacing path: String, with digest: Digest, in other: Checksums) {
        self.init()
        for (name, old) in other.digests { _ = add(name, name == path ? digest : old) }
    }
}
