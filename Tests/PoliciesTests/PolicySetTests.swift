import FoundationEssentials
import Ledger
import Testing

@testable import Policies

@Suite struct PolicySetTests {
    @Test(arguments: ["form.yaml", "consent.yaml", "review.yaml", "retention.yaml", "redaction.yaml", "help.yaml"])
    func `a missing file is named`(name: String) throws {
        let folder = try ScratchFolder(copyOfShipped: ())
        _ = try PolicySet.load(folder: folder.path)
        try folder.remove(name)
        let error = #expect(throws: PolicyError.self) { try PolicySet.load(folder: folder.path) }
        #expect(error?.code == .missingFile)
        #expect(error?.file == "\(folder.path)/\(name)")
    }

    @Test(arguments: ["reveiw.yaml", "review.yml", "REVIEW.YAML"])
    func `a policy file with a name that nothing reads is refused`(name: String) throws {
        let folder = try ScratchFolder(copyOfShipped: ())
        try folder.write(name, "approvals: 3\n")
        let error = #expect(throws: PolicyError.self) { try PolicySet.load(folder: folder.path) }
        #expect(error?.code == .unexpectedFile)
        #expect(error?.file == "\(folder.path)/\(name)")
    }

    @Test func `an earlier consent policy is known by its bytes, also when it lacks what is asked for today`() throws {
        let folder = try ScratchFolder(copyOfShipped: ())
        #expect(try EarlierPolicies.consents(folder: folder.path).isEmpty)
        let old = "uses: [website]\nwider-consent-delay-days: 7\n"
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/Earlier", withIntermediateDirectories: false)
        try folder.write("Earlier/consent-2026-01.yaml", old)
        try folder.write("Earlier/notes.txt", "uses: [tv]\n")
        let digest = PolicyFile(bytes: Array(old.utf8), name: "consent.yaml").digest
        #expect(try EarlierPolicies.consents(folder: folder.path) == [digest])
        #expect(try PolicySet.load(folder: folder.path).review.approvals == 2)
    }

    @Test func `files that are no policy may stand beside them`() throws {
        let folder = try ScratchFolder(copyOfShipped: ())
        try folder.write("README.md", "About these files.\n")
        #expect(try PolicySet.load(folder: folder.path).review.approvals == 2)
    }

    @Test func `an error in a file names it with its folder`() throws {
        let folder = try ScratchFolder(copyOfShipped: ())
        try folder.write("retention.yaml", "unopened-notice-days: soon\n")
        let error = #expect(throws: PolicyError.self) { try PolicySet.load(folder: folder.path) }
        #expect(
            error?.description == "\(folder.path)/retention.yaml:1: unopened-notice-days must be a whole number "
                + "from 1 to 90")
    }

    @Test func `every language of the form has stand-ins`() throws {
        let folder = try ScratchFolder(copyOfShipped: ())
        let text = String(
            decoding: try shipped("form.yaml", "\nlanguages: [en, es]", "\nlanguages: [en, es, fr]"), as: UTF8.self)
        try folder.write("form.yaml", text)
        let error = #expect(throws: PolicyError.self) { try PolicySet.load(folder: folder.path) }
        #expect(error?.code == .mismatch)
        #expect(error?.file == "\(folder.path)/redaction.yaml")
    }

    @Test func `a folder that is not there is named`() throws {
        let folder = try ScratchFolder()
        let error = #expect(throws: PolicyError.self) { try PolicySet.load(folder: folder.path + "/none") }
        #expect(error?.file == folder.path + "/none")
    }
}
