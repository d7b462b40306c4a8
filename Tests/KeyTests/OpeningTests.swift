import Sealing
import Testing

@testable import Envelope
@testable import Unsealing

@Suite struct OpeningTests {
    let cast: Box

    /// Holds what cannot be copied.
    final class Box: Sendable {
        let it: Cast
        init() throws { it = try Cast() }
    }

    init() throws { cast = try Box() }

    @Test func `each of three reviewers opens the same story, byte for byte`() throws {
        let cast = cast.it
        let sealed = try Sealed(cast.story().encoded)
        let digests = [
            try cast.ana.open(sealed, of: cast.caseID).digest, try cast.ben.open(sealed, of: cast.caseID).digest,
            try cast.cleo.open(sealed, of: cast.caseID).digest,
        ]
        #expect(Set(digests).count == 1)
        let body = try cast.ana.open(sealed, of: cast.caseID)
        #expect(body.kind == .received)
        #expect(body.field("text") == Array(Cast.text.utf8))
        #expect(body.field("public-key") == cast.survivor.signingKey.bytes)
    }
}
