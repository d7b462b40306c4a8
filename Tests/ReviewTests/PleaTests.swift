import Testing

@testable import Review

/// Whether a story asks us not to reach somebody.
///
/// Every text is invented.
@Suite struct `A plea` {
    private func isFound(_ text: String) -> Bool { Plea.isIn(Array(text.utf8).span) }

    @Test(arguments: [
        "He is in the next room. Please do not call my mom.", "Please, please don't call the house.",
        "PLEASE DON’T WRITE TO ME AT SCHOOL", "Don't contact my family", "I am home now.\nDo not ring, he listens.",
        "Please never tell my father that I wrote.", "my mother must not find out",
        "so please do not ever text this phone",
        "Por favor no llamen a mi casa.", "no me escriban a la casa", "Que no le digan a mi mamá.",
        "POR FAVOR NO LE AVISEN",
        "please do not try to contact me", "Please dont message my sister",
    ]) func `is found as people write it`(text: String) { #expect(isFound(text)) }

    @Test(arguments: [
        "I do not call him any more.", "They did not tell me why.", "She never wrote to me.",
        "I don't know who to ask.",
        "We do not write letters there.", "Please call me when you can.", "No one called. He said no.", "",
        "Yo no llamé a nadie.", "no pude escribirle", "He told me: stay. I could not find one whole sentence.",
    ]) func `is not seen in what only tells`(text: String) { #expect(!isFound(text)) }

    @Test func `is found wherever it stands in a long story`() {
        let story = String(repeating: "I told it again and again, and they did not call. ", count: 400)
        #expect(!isFound(story))
        #expect(isFound(story + "Please do not call my mom. " + story))
        #expect(isFound("Please do not call my mom. " + story))
        #expect(isFound(story + "please do not call"))
    }
}
