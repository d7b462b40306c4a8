import Envelope
import Foundation
import Testing

@_spi(KeyMaterial) @testable import Unsealing

/// The `minisign` program and ours agree, in both directions.
@Suite final class MinisignTests {
    let scratch: Scratch
    let key: KeyMaterial

    init() throws {
        scratch = try Scratch()
        key = try Cast.key("press", role: .publisher)
        scratch.write(key.minisignKey.file(comment: "a test key"), "ours.pub")
    }

    private func sign(_ bytes: [UInt8], _ comment: String = "serial 1") throws {
        scratch.write(bytes, "file")
        scratch.write(try key.minisign(bytes, trustedComment: comment).file, "file.minisig")
    }

    @Test func `minisign verifies what we sign`() throws {
        for bytes in [[], Array("one line\n".utf8), randomBytes(100_000)] {
            try sign(bytes)
            #expect(try scratch.minisign("-V", "-p", "ours.pub", "-m", "file"))
            #expect(try scratch.minisign("-V", "-P", key.minisignKey.line, "-m", "file"))
        }
    }

    @Test func `minisign refuses a changed file, comment or key of ours`() throws {
        try sign(Array("one line\n".utf8))
        let signature = try scratch.text("file.minisig")
        scratch.write("one line.\n", "file")
        #expect(try !scratch.minisign("-V", "-p", "ours.pub", "-m", "file"))
        scratch.write("one line\n", "file")
        #expect(try scratch.minisign("-V", "-p", "ours.pub", "-m", "file"))
        scratch.write(signature.replacing("serial 1", with: "serial 2"), "file.minisig")
        #expect(try !scratch.minisign("-V", "-p", "ours.pub", "-m", "file"))
        scratch.write(signature, "file.minisig")
        scratch.write(try Cast.key("other").minisignKey.file(comment: "another"), "ours.pub")
        #expect(try !scratch.minisign("-V", "-p", "ours.pub", "-m", "file"))
    }

    @Test func `we verify what minisign signs, and refuse what was changed`() throws {
        try #require(try scratch.minisign("-G", "-W", "-p", "theirs.pub", "-s", "theirs.key"))
        let bytes = randomBytes(5000)
        scratch.write(bytes, "file")
        try #require(try scratch.minisign("-S", "-W", "-s", "theirs.key", "-t", "serial 7", "-m", "file"))
        let theirs = try MinisignPublicKey(file: scratch.text("theirs.pub"))
        let signature = try MinisignSignature(file: scratch.text("file.minisig"))
        #expect(signature.trustedComment == "serial 7")
        #expect(signature.isGood(over: bytes, by: theirs))
        #expect(!signature.isGood(over: bytes + [0], by: theirs))
        #expect(!signature.isGood(over: bytes, by: key.minisignKey))
        let comment = MinisignSignature(
            number: signature.number, signature: signature.signature, trustedComment: "serial 8",
            global: signature.global)
        #expect(!comment.isGood(over: bytes, by: theirs))
    }

    @Test func `a signature reads back as it was written`() throws {
        let bytes = randomBytes(100)
        let made = try key.minisign(bytes, trustedComment: "firsthand keyring serial 3")
        let read = try MinisignSignature(file: made.file)
        #expect(read.file == made.file)
        #expect(read.isGood(over: bytes, by: key.minisignKey))
        #expect(try MinisignPublicKey(file: key.minisignKey.file(comment: "x")) == key.minisignKey)
    }

    @Test func `a trusted comment of two lines is not signed`() throws {
        for comment in ["a\nb", "a\r\nb", "\n", "a\u{2028}b"] {
            #expect(throws: FormatError(.minisign)) { _ = try self.key.minisign([1], trustedComment: comment) }
        }
    }

    @Test func `the number of a key comes from the key alone`() throws {
        let number = Hash.digest("firsthand/minisign/v1", key.signingKey.bytes).bytes.prefix(8)
        #expect(key.minisignKey.number == Array(number))
        #expect(try key.minisign([], trustedComment: "x").number == Array(number))
    }
}
