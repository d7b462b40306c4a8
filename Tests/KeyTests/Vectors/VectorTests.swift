import Foundation
import Testing

@testable import Envelope
import Courier
import Opening
import Vault
@testable import Mailbox
@_spi(KeyMaterial) @testable import Unsealing

/// Every file in Tests/Vectors says what a reader must make of it; this reader does.
@Suite struct VectorTests {
    @Test(arguments: ["sealed", "statement", "body", "record", "keyring", "leaving", "receipt", "keyfile", "bundle"])
    func `no vector is missing and none is there that nobody makes`(folder: String) throws {
        let made = try VectorFolder.made.get().filter { $0.folder == folder }.map(\.name).sorted()
        #expect(!made.isEmpty)
        #expect(try VectorFolder.names(folder) == made)
    }

    @Test(arguments: try VectorFolder.read("sealed"))
    func `a sealed body does what its vector says`(vector: Vector) throws {
        let keys = try VectorKeys.shared.get()
        let caseID = try #require(CaseID(hex: vector.need("case")))
        let sealed: Sealed
        do { sealed = try Sealed(vector.body) } catch {
            #expect(vector.expect == "malformed")
            return
        }
        #expect(sealed.encoded == vector.body)
        for name in try vector.need("keys").split(separator: " ").map(String.init) {
            guard let body = try keys.open(sealed, of: caseID, with: name) else {
                #expect(vector.expect == "cannot-open", "by \(name)")
                continue
            }
            #expect(vector.expect == "opens", "by \(name)")
            let (digest, kind) = (body.digest.hex, body.kind.rawValue)
            #expect(digest == vector["body"])
            #expect(kind == vector["kind"])
        }
        if let hex = vector["data-key"], let key = Digest(hex: hex) {
            let digest = try sealed.open(of: caseID, dataKey: key.bytes).digest
            #expect(digest.hex == vector["body"])
        }
    }

    @Test(arguments: try VectorFolder.read("statement"))
    func `a statement does what its vector says`(vector: Vector) throws {
        let signature = try #require(Signature([UInt8](base64: vector.need("signature")) ?? []))
        let header: StatementHeader
        do { header = try StatementHeader(vector.body) } catch {
            #expect(vector.expect == "malformed")
            return
        }
        #expect(header.encoded == vector.body)
        let isSigned = Statement(header: header, signature: signature).isSigned
        #expect(vector.expect == (isSigned ? "signed" : "wrong-signature"))
        #expect(header.digest.hex == vector["digest"])
        #expect((header.isBySurvivor ? "yes" : "no") == vector["by-survivor"])
    }

    @Test(arguments: try VectorFolder.read("body"))
    func `a body does what its vector says`(vector: Vector) throws {
        let body: OpenedBody
        do {
            body = try OpenedBody.of(GuardedBytes(copying: vector.body), count: vector.body.count)
        } catch is FormatError {
            #expect(vector.expect == "malformed")
            return
        }
        let (kind, digest, record) = (body.kind, body.digest, body.record())
        let read = Self.read(kind, record)
        #expect(vector.expect == (read == nil ? "malformed" : "reads"))
        guard let read else { return }
        #expect(kind.rawValue == vector["kind"])
        #expect(digest.hex == vector["digest"])
        #expect(read.record.encoded == Array(vector.body.dropFirst(32)))
    }

    private static func read(_ kind: StatementKind, _ record: Record) -> (any StatementBody)? {
        switch kind {
        case .received: nil
        case .consent: Consent(record)
        case .proposed: Proposal(record)
        case .approved: Approval(record)
        case .declined: Decline(record)
        case .held: HoldPlaced(record)
        case .released: HoldReleased(record)
        case .withdrawn: Withdrawal(record)
        case .checkpoint: Checkpoint(record)
        case .signedOff: SignOff(record)
        case .letter: Letter(record)
        case .notice: Notice(record)
        case .retracted: Retraction(record)
        case .claimed: Claim(record)
        case .recused: Recusal(record)
        case .safety: SafetyMark(record)
        case .transcribed: Transcription(record)
        case .slip: ReturnedSlip(record)
        case .slipWords: SlipWords(record)
        case .draft: Draft(record)
        case .overridden: WarningOverridden(record)
        case .letterKey: FreshLetterKey(record)
        case .report: PublicationReport(record)
        }
    }

    @Test(arguments: try VectorFolder.read("record"))
    func `a record does what its vector says`(vector: Vector) throws {
        let layout: RecordLayout
        do { layout = try RecordLayout(vector.body.span) } catch {
            #expect(vector.expect == "malformed")
            return
        }
        #expect(vector.expect == "reads")
        let again = Record(layout.ranges.reduce(into: [:]) { $0[$1.name] = Array(vector.body[$1.range]) })
        #expect(again.encoded == vector.body)
    }

    @Test(arguments: try VectorFolder.read("keyring"))
    func `a keyring does what its vector says`(vector: Vector) throws {
        let lines = vector.fields.filter { $0.name == "minisig" }.map { $0.value + "\n" }
        let outcomes: [String: KeyringError] = [
            "unsigned": .unsigned, "altered": .altered, "malformed": .malformed, "not-yet": .notYet,
            "expired": .expired, "rolled-back": .rolledBack, "empty": .empty,
        ]
        let pin = try #require(FileManager.default.contents(atPath: VectorFolder.path + "/keys/steward.pub"))
        let steward = try MinisignPublicKey(file: String(decoding: pin, as: UTF8.self))
        do {
            let keyring = try Keyring.verified(
                bytes: vector.body, signature: lines.isEmpty ? nil : lines.joined(), steward: steward,
                seen: vector["seen"].flatMap { KeyringSeen(line: $0) }, on: #require(Day(vector.need("on"))))
            #expect(vector.expect == "accepted")
            #expect(keyring.digest.hex == vector["digest"])
            #expect(KeyringVectors.Bench.people(keyring) == vector["people"])
            // As the ledger counts them, and not only as the lines say.
            let people = Dictionary(grouping: keyring.reviewers) { keyring.person(signing: $0.key.signing) }
            #expect(people.count == vector["people"]?.split(separator: " ").count)
        } catch let error as KeyringError {
            #expect(outcomes[vector.expect] == error)
        }
    }

    @Test(arguments: try VectorFolder.read("leaving"))
    func `a list does what its vector says`(vector: Vector) throws {
        let signed: SignedLeavingList
        do { signed = try SignedLeavingList(String(decoding: vector.body, as: UTF8.self)) } catch {
            #expect(vector.expect == "malformed")
            return
        }
        #expect(Array(signed.text.utf8) == vector.body)
        let isSigned = signed.isSigned(by: try VectorKeys.shared.get().ana.signingKey)
        #expect(vector.expect == (isSigned ? "signed" : "wrong-signature"))
        #expect(signed.digest.hex == vector["digest"])
    }

    @Test(arguments: try VectorFolder.read("receipt"))
    func `a receipt code does what its vector says`(vector: Vector) throws {
        if let nonce = vector["nonce"] {
            let key = try #require(Digest(hex: vector.need("form-key")))
            let keys = FormKeys(keys: [try FormKey(key.bytes)])
            let form = keys.verify(nonce: nonce, token: try vector.need("token"))
            #expect((form == nil) == (vector.expect == "unknown-form"))
            guard let form else { return }
            let words = try form.receiptCode().words(in: ReceiptVectors.indexes)
            #expect(words.joined(separator: " ") == vector["symbols"])
        }
        let symbols = try vector.need("symbols").split(separator: " ").compactMap { UInt16($0) }
        let outcomes: [String: ReceiptCodeError] = ["mistyped": .mistyped, "wrong-number": .wrongNumberOfWords]
        do {
            let survivor = try ReceiptCode.reading(symbols: symbols).survivor(letterGeneration: 0)
            #expect(vector.expect == "derives")
            let letterKey = try ReceiptVectors.letterKey(of: survivor).hex
            let later = try ReceiptCode.reading(symbols: symbols).survivor(letterGeneration: 3)
            let (third, thirdTag) = (try ReceiptVectors.letterKey(of: later).hex, later.letterKeyTag().hex)
            #expect(try third == vector.need("letter-key-3") + "00000003")
            #expect(thirdTag == vector["letter-key-tag-3"])
            let (key, caseID) = (survivor.signingKey.hex, survivor.caseID.hex)
            #expect(key == vector["signing-key"])
            #expect(caseID == vector["case"])
            #expect(letterKey == vector["letter-key"])
            let text = try #require([UInt8](base64: vector.need("retry-text")))
            #expect(BodyVectors.consent.choices.base64 == vector["retry-consent"])
            let answers = StoryAnswers(
                contentNotes: try vector.need("retry-content-notes").split(separator: ",").map(String.init),
                language: try vector.need("retry-language"),
                openCase: try #require(StoryAnswers.Answer(rawValue: vector.need("retry-open-case"))),
                underEighteen: try #require(StoryAnswers.Answer(rawValue: vector.need("retry-under-18"))))
            let tag = try survivor.retryTag(
                consent: BodyVectors.consent, term: #require(Consent.Term(rawValue: vector.need("retry-term"))),
                answers: answers, text: text.span)
            #expect(tag?.hex == vector["retry-tag"])
        } catch let error as ReceiptCodeError {
            #expect(outcomes[vector.expect] == error)
        }
    }

    @Test(arguments: try VectorFolder.read("bundle"))
    func `a bundle does what its vector says`(vector: Vector) throws {
        let keys = try VectorKeys.shared.get()
        let names = try vector.need("reviewers").split(separator: " ").map(String.init)
        let keyring = Keyring(
            serial: 1, from: Day(number: 1), until: Day(number: 50_000),
            reviewers: keys.readers.filter { names.contains($0.name) }.map { .init(key: $0, standing: .active) },
            publishers: [.init(key: keys.press.publicKey, standing: .active)])
        let scratch = try Scratch()
        scratch.write(vector.body, "bundle")
        let vault = try VaultArchive.open(path: scratch.path + "/vault.sqlite", makes: true)
        let outcome = Result { () throws -> Arrived in
            try Courier(vault: vault.upkeep).take(
                scratch.path + "/bundle", ImportRules(keyring: keyring, draftsDays: 50_000),
                inspector: { statement, body in
                    guard let reader = vector["reader"] else { return true }
                    let digest = try? keys.digest(of: body, in: statement.header.caseID, with: reader)
                    return digest == statement.header.body
                },
                reports: { report in
                    guard let reader = vector["reader"] else { return true }
                    let digest = try? keys.digest(of: report.body, in: report.header.place, with: reader)
                    return digest == report.header.body
                })
        }
        switch outcome {
        case .success(let arrived):
            #expect(vector.expect == "accepted")
            #expect(vector["statements"] == "\(arrived.statements)")
            #expect((vector["reports"] ?? "0") == "\(arrived.reports)")
        case .failure(let error):
            guard case CourierError.refused(let flaws) = error else { throw error }
            #expect(flaws.map(\.code) == [vector.expect])
            #expect(try vault.caseIDs().isEmpty)
        }
    }

    @Test(arguments: try VectorFolder.read("keyfile"))
    func `a key file does what its vector says`(vector: Vector) throws {
        let scratch = try Scratch()
        scratch.write(vector.body, "key")
        let role = try #require(Role(rawValue: vector.need("role")))
        let passphrase = try KeyFileTests.passphrase(vector.need("passphrase"))
        let outcomes: [String: KeyFileError] = [
            "malformed": .malformed, "wrong-passphrase": .wrongPassphrase, "wrong-role": .wrongRole,
        ]
        do {
            let key = try KeyFile.open(scratch.path + "/key", passphrase: passphrase, role: role).publicKey
            #expect(vector.expect == "opens")
            let seed = try #require(Digest(hex: vector.need("seed"))).bytes
            let derived = try KeyMaterial(role: role, name: key.name, seed: GuardedBytes(copying: seed)).publicKey
            #expect(key == derived)
            #expect(key.bytes.base64 == vector["public"])
        } catch let error as KeyFileError {
            #expect(outcomes[vector.expect] == error)
        }
    }
}
