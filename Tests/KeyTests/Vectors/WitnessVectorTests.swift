import Envelope
import Files
import Testing

@testable import Transparency
@_spi(KeyMaterial) @testable import Unsealing

/// Every file in Tests/Vectors about logs and their witnesses says what a reader must make of it; this reader does.
struct WitnessVectorTests {
    private static func policy(_ vector: Vector) throws -> WitnessPolicy {
        let lines = vector.fields.filter { $0.name == "policy" }.map { $0.value + "\n" }
        return try WitnessPolicy(lines.joined(), name: "witnesses.txt")
    }

    private static func code(_ flaw: WitnessFlaw) -> String {
        switch flaw {
        case .malformed: "malformed"
        case .unknownLog: "unknown-log"
        case .unknownWitness: "unknown-witness"
        case .changed: "changed"
        case .goesBack: "goes-back"
        case .otherStart: "other-start"
        case .split: "split"
        case .doesNotGoOn: "does-not-go-on"
        case .notInLog: "not-in-log"
        case .tooFew: "too-few"
        case .fitsNoHead: "fits-no-head"
        }
    }

    @Test(arguments: ["request", "proof"])
    func `no vector of a log is missing and none is there that nobody makes`(folder: String) throws {
        let made = try VectorFolder.made.get().filter { $0.folder == folder }
        #expect(made.count > 20)
        #expect(try VectorFolder.names(folder) == made.map(\.name).sorted())
        // Nothing random is in them: each file is what it would be now.
        for vector in try VectorFolder.read(folder) {
            #expect(made.first { $0.name == vector.name }?.file == vector.file, "\(vector.name)")
        }
    }

    @Test(arguments: try VectorFolder.read("request"))
    func `a head that a witness is asked to sign does what its vector says`(vector: Vector) throws {
        let policy = try Self.policy(vector)
        guard let request = HeadRequest(String(decoding: vector.body, as: UTF8.self)) else {
            #expect(vector.expect == "malformed")
            return
        }
        #expect(Array(request.text.utf8) == vector.body)
        let seen = try vector["seen"].map { text in
            let note = try #require([UInt8](base64: text))
            return try #require(SignedHead(String(decoding: note, as: UTF8.self)))
        }
        do throws(WitnessFlaw) { try request.check(after: seen, policy) } catch {
            #expect(vector.expect == Self.code(error))
            return
        }
        #expect(vector.expect == "signs")
        let ben = try VectorKeys.shared.get().ben.ownSigningKey("firsthand/witness/v1")
        let key = ben.signingKey
        let west = try #require(NoteKey(name: "west.example", kind: .witness, key: key))
        let answer = request.answer(by: west, in: WitnessVectors.month) { ben.sign($0) }
        #expect(Array(answer.file.utf8).base64 == vector["answer"])
        #expect(try policy.sightings(of: answer.kept).map(\.witness) == ["west"])
    }

    @Test(arguments: try VectorFolder.read("proof"))
    func `a proof beside an export does what its vector says`(vector: Vector) throws {
        let policy: WitnessPolicy
        do { policy = try Self.policy(vector) } catch let refusal as Refusal {
            #expect(vector.expect == "bad-policy" && refusal.status == .configuration)
            return
        }
        guard let proof = LogProof(String(decoding: vector.body, as: UTF8.self)) else {
            #expect(vector.expect == "malformed")
            return
        }
        #expect(Array(proof.text.utf8) == vector.body)
        let export = try #require(Digest(hex: vector.need("export")))
        do throws(WitnessFlaw) {
            let shown = try proof.check(export, policy)
            #expect(vector.expect == "proves")
            #expect("\(shown.month)" == vector["month"])
            #expect(shown.sightings.map { "\($0.witness):\($0.month)" }.joined(separator: " ") == vector["seen"])
        } catch { #expect(vector.expect == Self.code(error)) }
    }
}
