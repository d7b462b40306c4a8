internal import Envelope

/// The room's own words around a story, in the languages it has them.
struct PageWords: Sendable {
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
    /// How long a text takes to read, before and after the number, and for a single minute.
    let minutes: (before: String, after: String, one: String)
    let choosing: Choosing
    let campaigning: Campaigning
    let turning: Turning
    let agreement: Agreement
    let gone: Gone
    let printed: Printed

    /// The choice of stories in the list.
    struct Choosing: Sendable, Equatable {
        let heading: String
        let language: String
        let length: String
        let any: String
        /// Up to two minutes, up to eight, and longer.
        let lengths: [String]
        let leaveOut: String
    }

    /// Stories that belong together.
    struct Campaigning: Sendable, Equatable {
        /// The heading over the list of themes, and what stands before a story's own.
        let themes: String
        let theme: String
        let demand: String
        let steps: String
        let stories: String
        /// The heading over stories that have none.
        let others: String
        /// The page in the place of one that is not there any more.
        let over: Gone
    }

    /// Where a reader can turn, and how to tell a story of one's own.
    struct Turning: Sendable, Equatable {
        let heading: String
        let introduction: String
        let emergency: String
        let call: String
        let chat: String
        /// Around the word and the number of a text message.
        let textBefore: String
        let textBetween: String
        /// In the place of the word where any message will do.
        let textAnything: String
        let trace: String
        /// What stands before the address at which stories are taken in.
        let tellYours: String
        /// The heading over how to tell a story of one's own, on paper.
        let takePart: String
        /// What stands before the address to which letters go.
        let byLetter: String
    }

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
        /// The heading over the list of the stories' numbers, and what they are for.
        let numbers: String
        let numbersText: String
    }

    /// The words in a language, in English where there are none.
    static func of(primary: String) -> PageWords { all.first { $0.language == primary } ?? english }

    /// A month such as `2026-11` in words.
    func month(_ month: String) -> String {
        let parts = month.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2, (1...12).contains(parts[1]) else { return month }
        return "\(months[parts[1] - 1])\(betweenMonthAndYear)\(parts[0])"
    }

    /// How long a text takes to read.
    func reading(_ count: Int) -> String { count == 1 ? minutes.one : "\(minutes.before)\(count)\(minutes.after)" }

    /// How many people, from 2 to 9 in words, as a sentence begins.
    func number(_ count: Int) -> String {
        agreement.numbers.indices.contains(count) ? agreement.numbers[count] : "\(count)"
    }

    static let all = [english, spanish]
}
