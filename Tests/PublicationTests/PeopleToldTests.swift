import Testing

@testable import Warnings

/// What a text still says of each person in it.
struct PeopleToldTests {
    private func lines(_ text: String, _ standIns: Set<String> = []) -> [String] {
        PeopleTold(text, isStandIn: { standIns.contains($0) }).people.map(\.line)
    }

    @Test func `each person has a line of their own, and the writer too`() {
        let text =
            "In 2014 the officer, a sergeant from Dover, was 34 years old. I was a nurse. My sister had three children."
        #expect(
            lines(text) == [
                "the officer: a place, a year, an age, a rank", "the writer: a job", "my sister: a number of children",
            ])
    }

    @Test func `in Spanish too`() {
        let text =
            "En 2014 el oficial, un sargento de Dover, tenía 34 años de edad. Yo era enfermera. Mi hermana tenía tres hijos."
        #expect(
            lines(text) == [
                "el oficial: a place, a year, an age, a rank", "the writer: a job", "mi hermana: a number of children",
            ])
    }

    @Test func `who is called by another name after "my sister" is she, and "she" is who was named last`() {
        let text = "I told my sister Elena. She was a nurse. Then Elena moved to Harlow Creek."
        #expect(lines(text, ["Elena"]) == ["my sister: a place, a job"])
    }

    @Test func `a text that says nothing of anybody has no lines`() {
        #expect(lines("It rained. We waited.").isEmpty)
    }
}
