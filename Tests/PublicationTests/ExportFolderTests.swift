import Envelope
import FoundationEssentials
import Press
import Testing
import Transparency
import Unsealing

@testable import Publication

/// Exports on the disk: written whole or not at all, and checked byte for byte.
struct ExportFolderTests {
    /// A signed export in `scratch/out`, and the key that signed it.
    private func exported(_ scratch: ExportScratch) throws -> MinisignPublicKey {
        let publisher = try scratch.publisher()
        try Sample.export([try Sample.story(1), try Sample.story(2, language: "es")])
            .write(to: "\(scratch.path)/out", by: publisher)
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
        #expect(report.stories == 2 && report.files == 10 && report.use == .website)
        #expect(report.trustedComment == "firsthand export for website, 2026-11-23, stories: 2")
    }

    @Test func `every changed byte of every file is found and the file named`() throws {
        let scratch = try ExportScratch()
        let key = try exported(scratch)
        let good = try scratch.contents("out")
        #expect(good.count == 12)
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
        try scratch.write([], to: "out/site/added.html")
        #expect(fault(scratch, key) == ExportFault(.extra, "site/added.html"))
        try scratch.remove("out/site/added.html")
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
        try Sample.export([try Sample.story()]).write(to: "\(scratch.path)/out", by: publisher)
        try scratch.write([0x78], to: "out/site/stray.html")
        let old = try #require(try scratch.contents("out")["SHA256SUMS"])
        var sums = try #require(Checksums(old))
        _ = sums.add("site/stray.html", SHA256Sum.of([0x78]))
        let signature = try publisher.minisign(Array(sums.text.utf8), trustedComment: "x")
        try scratch.write(Array(sums.text.utf8), to: "out/SHA256SUMS")
        try scratch.write(Array(signature.file.utf8), to: "out/SHA256SUMS.minisig")
        #expect(fault(scratch, publisher.minisignKey) == ExportFault(.contradicts, "manifest.json"))
    }

    @Test func `a folder that holds something is left alone, an empty one is filled`() throws {
        let scratch = try ExportScratch()
        let out = "\(scratch.path)/out"
        let publisher = try scratch.publisher()
        let sample = try Sample.export([try Sample.story()])
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: false)
        try sample.write(to: out + "/", by: publisher)
        let before = try scratch.contents("out")
        #expect(throws: ExportError.folderInUse) { try ExportWriter(sample.export, to: out) }
        #expect(try scratch.contents("out") == before)
        try FileManager.default.createSymbolicLink(
            atPath: "\(scratch.path)/link", withDestinationPath: "\(scratch.path)/nowhere")
        #expect(throws: ExportError.folderInUse) { try ExportWriter(sample.export, to: "\(scratch.path)/link") }
        #expect(throws: ExportError.cannotCreate) { try ExportWriter(sample.export, to: "\(scratch.path)/no/such") }
    }

    @Test func `an export that fails half way leaves nothing`() throws {
        let scratch = try ExportScratch()
        let sample = try Sample.export([])
        let twice = try ExportWriter(sample.export, to: "\(scratch.path)/out")
        try twice.add(try Sample.story(2))
        #expect(throws: ExportError.storyTwice) { try twice.add(try Sample.story(2)) }
        let backwards = try ExportWriter(sample.export, to: "\(scratch.path)/out")
        try backwards.add(try Sample.story(2))
        #expect(throws: ExportError.storyTwice) { try backwards.add(try Sample.story(1)) }
        let unsigned = try ExportWriter(sample.export, to: "\(scratch.path)/out")
        #expect(throws: Unusable.self) { try unsigned.finish { _, _, _ in throw Unusable() } }
        let taken = try Sample.export([], tombstones: [try Sample.tombstone(1)])
        let buried = try ExportWriter(taken.export, to: "\(scratch.path)/out")
        #expect(throws: ExportError.storyTwice) { try buried.add(try Sample.story(1)) }
        #expect(throws: ExportError.notTypeset) {
            let page = try ExportWriter(try Sample.export([], formats: [.pdf]).export, to: "\(scratch.path)/out")
            _ = try page.finish { _, _, _ in throw Unusable() }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
    }

    @Test func `a finished export stands beside its place until it is moved`() throws {
        let scratch = try ExportScratch()
        let publisher = try scratch.publisher()
        let writer = try ExportWriter(try Sample.export([]).export, to: "\(scratch.path)/out")
        _ = try writer.finish { try publisher.minisign($0, trustedComment: $2) }
        #expect(!FileManager.default.fileExists(atPath: writer.place))
        try FileManager.default.createDirectory(atPath: writer.place + "/taken", withIntermediateDirectories: true)
        #expect(throws: ExportError.folderInUse) { try writer.move() }
        #expect(FileManager.default.fileExists(atPath: writer.part))
        try FileManager.default.removeItem(atPath: writer.place)
        try writer.move()
        #expect(!FileManager.default.fileExists(atPath: writer.part))
        #expect(try ExportVerifier.verify(writer.place, anyOf: [publisher.minisignKey]).stories == 0)
    }

    @Test func `a file stands in the folder of the export, under a name of its own`() throws {
        let scratch = try ExportScratch()
        let folder = try GrowingFolder(beside: "\(scratch.path)/out", day: .today)
        let output = ExportOutput(folder)
        try output.file("a", "x")
        #expect(throws: ExportError.cannotWrite) { try output.file("a", "x") }
        #expect(throws: ExportError.cannotWrite) { try output.file("a/b", "x") }
        for path in ["../a", "/a", "a//b", ".a", "a b"] {
            #expect(throws: ExportError.badFile) { try output.file(path, "x") }
        }
        folder.remove()
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
