internal import Envelope

/// The room's own words around a story, in the languages it has them.
struct PageWords: Sendable, Equatable {
    /// The language of these words.
    let language: String
    /// The title of a story that has none.
    let untitled: String
    let contentNotes: String
    /// The heading of the list of stories.
    let stories: String
    let introduction: String
    let nothingYet: String
    /// The link from a story to the list.
    let allStories: String
    /// January to December.
    let months: [String]
    let betweenMonthAndYear: String
    /// What a reader should know about how the story came here.
    let agreed: String
    /// What a reader is asked to do.
    let pleaseLink: String
    /// The link to the page about how a story was agreed, and its heading.
    let howAgreed: String
    let backToStory: String
    /// What stands before the links to the feeds.
    let follow: String
    let agreement: Agreement
    let gone: Gone
    let printed: Printed

    /// The page about how a story was agreed.
    struct Agreement: Sendable, Equatable {
        /// How a use is named after "chose to share it".
        let uses: [Use: String]
        let choseBefore: String
        let choseAfter: String
        /// After the number of people.
        let peopleRead: String
        let numbers: [String]
        let sawIt: String
        let changed: String
        let mindBefore: String
        let checkHeading: String
        let check: String
        let fingerprint: String
    }

    /// The page in the place of a story that was taken back.
    struct Gone: Sendable, Equatable {
        let title: String
        let text: String
    }

    /// What stands around stories on paper and in a book.
    struct Printed: Sendable, Equatable {
        let contents: String
        let about: String
        let aboutText: [String]
        let retracted: String
        let retractedText: String
        let number: String
        let noStories: String
    }

    /// The words in a language, in English where there are none.
    static func of(primary: String) -> PageWords { all.first { $0.language == primary } ?? english }

    /// A month such as `2026-11` in words.
    func month(_ month: String) -> String {
        let parts = month.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2, (1...12).contains(parts[1]) else { return month }
        return "\(months[parts[1] - 1])\(betweenMonthAndYear)\(parts[0])"
    }

    /// How many people, from 2 to 9 in words, as a sentence begins.
    func number(_ count: Int) -> String {
        agreement.numbers.indices.contains(count) ? agreement.numbers[count] : "\(count)"
    }

    static let all = [english, spanish]
}
