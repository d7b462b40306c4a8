import Policies
import Redaction
import Testing

@testable import Review

struct TeamRulesTests {
    @Test func `what is numbered together has the words of its own kind`() {
        for type in IdentifierType.allCases {
            #expect(type.policyKind.rawValue == type.series.rawValue, "\(type)")
            #expect(IdentifierType(policyName: type.policyName) == type)
        }
    }
}
